# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What a script has run by system() has no descriptor of ours, and no signal blocked.

cat >"$dir/look" <<-END
	ls -l /proc/self/fd >$dir/fds
	grep SigBlk /proc/self/status >$dir/signals
	echo done >$dir/done
END
sim <<<"system sh $dir/look"
relay_start -o file
until_true test -s "$dir/done" || fail "the command does not run"
! grep -qE 'trace|cmd|eventfd|signalfd|module|file$' "$dir/fds" ||
	fail "it has $(grep -m1 -E 'trace|cmd|eventfd|signalfd|module|file$' "$dir/fds")"
grep -qE '0{16}' "$dir/signals" || fail "it runs with $(cat "$dir/signals")"
tell request_exit
relay_wait
expect_status 0
