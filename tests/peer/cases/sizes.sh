# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Messages of 1 to 2,048 bytes.
# kmod: stream

cp /peer/kmod/stream.ko "$modules"
[[ $(uname -r) == 6.1.* ]] && dialect=4 || dialect=5
it -o out "$modules/stream.ko" dialect="$dialect" cpu=0 messages=2048 size=1,2048
shows 'md5sum <out'
rm -f out "$modules/stream.ko"
