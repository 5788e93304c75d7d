# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# logrotate: renames the file, and then asks for a new one.

sim <<<"print 0 before\n"
relay_start -o file
until_true test -s "$dir/file" || fail "nothing comes"
mv "$dir/file" "$dir/file.1"
kill -USR2 "$relay_pid"
until_true test -e "$dir/file" || until_true test -e "$dir/file.2" || fail "there is no new file"
tell "print 0 after\n" drained request_exit
relay_wait
[[ $(cat "$dir/file.1") == before ]] || fail "the history is gone"
expect_good_run "$dir/file.1" "$dir/file"
