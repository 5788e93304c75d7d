# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A module that fills its buffers as fast as they are read can be left, and taken up, and ended: what comes is whole and
# in order, and no message comes twice.
# kmod: stream

whole_and_in_order() {
	local mangled
	mangled=$(grep -cvE '^[a-z]+[0-9]+$' "$1")
	((mangled == 0)) || fail "dialect $dialect: $mangled lines of $1 are mangled"
	tr -d a-z <"$1" | sort -cnu || fail "dialect $dialect: $1 is not in order"
}

for dialect in 4 5; do
	rm -f first second
	start "$STAPRUN" -b 1 -o first /suite/kmod/stream.ko dialect="$dialect" messages=4000000000 size=100
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
	whole_and_in_order first
	whole_and_in_order second
	[[ ! $(cat first second | sort | uniq -d | head -n 1) ]] || fail "dialect $dialect: a message came twice"
done
