# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Who attaches to a module that runs over its buffers as fast as it can sees what they kept: whole, in order, each message
# once, and no byte that belongs to none.
# cpus: 2
# on each release
# kmod: stream

run "$STAPRUN" -b 1 -L /suite/kmod/stream.ko dialect="$dialect" messages=4000000000 size=1000
is 0
pause 1
start "$STAPRUN" -A -o kept stream
wait_until '(($(stat -c %s kept 2>/dev/null || echo 0) > 3000000))'
finish INT
is 0
not_loaded stream

tr -s a-z a <kept >short # the rows of letters as one
mangled=$(grep -cvE '^a[0-9]+$' short)
((mangled == 0)) || fail "$mangled lines are mangled"
tr -d a <short | sort -cnu || fail "not in order, or a message came twice"
stderr_lacks 'belonged to no message'
