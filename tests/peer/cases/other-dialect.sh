# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A module that another SystemTap made.
# kmod: stream

cp /peer/kmod/stream.ko "$modules"
[[ $(uname -r) == 6.1.* ]] && dialect=5 || dialect=4
it "$modules/stream.ko" dialect="$dialect" cpu=0 messages=20 size=20
rm "$modules/stream.ko"
