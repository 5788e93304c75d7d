# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A full pipe does not take the number of the process in the background: then no one knows whom to end, and an interrupt ends it.

sim <<<"print 0 ready\n"
mkfifo "$dir/pipe"
exec {reader}<>"$dir/pipe"
dd if=/dev/zero of="$dir/pipe" bs=4096 count=16 oflag=nonblock 2>/dev/null
stdout=$dir/pipe relay_start -D -o file
event started.0
until_true test -s "$dir/file" || fail "nothing comes"
kill -INT "$relay_pid"
relay_wait
expect_status 0
[[ $(dd if="$dir/pipe" bs=1M iflag=nonblock 2>/dev/null <&"$reader" | tr -d '\0') == '' ]] || fail "the number is told all the same"
expect_removed
expect_stream "$dir/file"
