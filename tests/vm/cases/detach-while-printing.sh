# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A module that fills its buffers as fast as they are read can be left, and taken up, and ended: what comes last and first
# is whole and in order, and no message comes twice.
# cpus: 2
# on each release
# kmod: stream

start "$STAPRUN" -b 1 -o first /suite/kmod/stream.ko dialect="$dialect" messages=4000000000 size=1000
wait_until '[[ -s first ]]'
finish QUIT
is 0
stderr_is "$(printf '\nDisconnecting from systemtap module.\nTo reconnect, type "staprun -A stream"')"
loaded stream

start "$STAPRUN" -A -o second stream
wait_until '[[ -s second ]]'
finish INT
is 0
not_loaded stream

# The last 2000 messages and the first, in each of which the row of letters becomes one "a".
tail -c 2000000 first | tr -s a-z a >around-first
head -c 2000000 second | tr -s a-z a >around-second
mangled=$(cat around-* | grep -cvE '^a[0-9]+$')
((mangled == 0)) || fail "$mangled lines are mangled"
for part in around-*; do tr -d a <"$part" | sort -cnu || fail "$part: not in order"; done
[[ ! $(sort around-* | uniq -d) ]] || fail "a message came twice"
