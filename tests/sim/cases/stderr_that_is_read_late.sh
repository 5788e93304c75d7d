# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The pager is left, or reads on: it all came.

sim < <(many_warnings 50; printf '%s\n' 'print 0 hello\n' request_exit)
full
relay_start
until_true test -s "$dir/removed" || fail "what is said holds up the removal"
kill -0 "$relay_pid" || fail "it did not wait for who reads"
tr -d "\0" <"$dir/full" >"$dir/read" {full}>&- &
exec {full}>&-
relay_wait
wait $!
expect_status 0
(($(grep -c '^WARNING: number' "$dir/read") == 50)) || fail "$(grep -c '^WARNING: number' "$dir/read") of 50 warnings came"
