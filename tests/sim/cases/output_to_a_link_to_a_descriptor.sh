# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A link, over a link, to a descriptor of the caller's is that descriptor: what was in it stays.

ln -s fds/7 "$dir/link"
ln -s /dev/fd "$dir/fds"
into_seven link
