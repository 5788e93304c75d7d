# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The third interrupt waits for no compressing, either, and leaves no half of a file.

head -c 300000000 /dev/urandom >"$dir/log.0"
sim <<-END
	print 0 ready\n
	on exit
	hold
END
relay_start -S 1G --compress -o log
event started.0
until_true test -e "$dir/log.0.zst.part" || fail "nothing is compressed"
kill -INT "$relay_pid"
event exit
kill -INT "$relay_pid"
kill -TERM "$relay_pid"
relay_wait
expect_status 1
[[ ! -e $dir/log.0.zst.part ]] || fail "half a file is left"
[[ -e $dir/log.0 || -e $dir/log.0.zst ]] || fail "log.0 is lost"
tell go
event exited
