# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# SIGUSR2 with bare text: each line is in the file that was meant.

sim -4 -r <<<"print 0 one\n"
relay_start -o file
until_true test -s "$dir/file" || fail "nothing comes"
kill -USR2 "$relay_pid"
until_true test -e "$dir/file.1" || fail "there is no next file"
tell "print 1 two\n" request_exit
relay_wait
expect_good_run "$dir/file" "$dir/file.1"
[[ $(<"$dir/file") == one && $(<"$dir/file.1") == two ]] || fail "lines are in the wrong file"
