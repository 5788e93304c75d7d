# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -o writes to a file, USR2 goes on in FILE.1, FILE.2; no line is lost between them.
# modules: tick

start "$STAPRUN" -o foo tick.ko
wait_until '[[ -e foo ]] && more_than 1 foo'
kill -USR2 "$bg"
wait_until '[[ -e foo.1 ]] && more_than 1 foo.1'
kill -USR2 "$bg"
wait_until '[[ -e foo.2 ]] && more_than 1 foo.2'
finish INT
is 0
stdout_is ''
file_has foo 'tick 1'
file_has foo.2 end
cat foo foo.1 foo.2 >all
n=$(grep -c tick all)
{ for ((i = 1; i <= n; i++)); do echo "tick $i"; done; echo end; } | cmp -s all - || fail "lines are missing: $(<all)"
