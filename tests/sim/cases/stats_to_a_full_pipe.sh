# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Statistics to a pipe of the caller's that is non-blocking, and full, wait until someone reads; to a device that takes nothing they are
# said to be missing.

sim <<<"print 0 hello\n"
mkfifo "$dir/numbers"
exec {reader}<>"$dir/numbers"
exec 7>"$dir/numbers"
python3 -c 'import os; os.set_blocking(7, False); os.write(7, b"x" * 65536)'
relay_start --stats /dev/fd/7
exec 7>&-
event started.0
kill -USR1 "$relay_pid"
until_true grep -q wake-ups "$dir/err" || fail "it does not hear"
cat "$dir/numbers" >"$dir/came" {reader}<&- &
until_true test -s "$dir/came" || fail "nothing comes"
exec {reader}<&-
tell request_exit
relay_wait
wait $!
expect_status 0
tr -d x <"$dir/came" >"$dir/objects"
objects "$dir/objects"
stat_is "$dir/objects" "['state']" '"ended"'
expect_stream "$dir/out"
expect_removed
rm -r "$dir"/{sim,removed,err}

sim <<<$'print 0 hello\\n\nrequest_exit'
relay --stats /dev/full
expect_status 0
expect_said <<<"WARNING: Couldn't write statistics to /dev/full: No space left on device. The session goes on without."
expect_removed
