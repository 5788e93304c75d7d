# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Output to a link to a descriptor.

ln -s fds/7 "$dir/link"
ln -s /dev/fd "$dir/fds"
into_seven link
