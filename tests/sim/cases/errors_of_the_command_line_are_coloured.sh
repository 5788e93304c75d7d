# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Errors of the command line have the colours that -C, NO_COLOR, SYSTEMTAP_COLORS and the terminal ask for.

# on_a_terminal COMMAND: the last line that a terminal gets from it
on_a_terminal() { script -qec "$1" /dev/null </dev/null | tr -d '\r' | tail -n 1; }

local red=$'\e[01;31m\e[KERROR:\e[m\e[K ' plain='ERROR: ' reason="Invalid buffer size '0' (should be 1-4095)." seen
says -C always -b 0 x
[[ $(tail -n 1 "$dir/said") == "$red$reason" ]] || fail "-C always gave $(tail -n 1 "$dir/said")"
export TERM=xterm
seen=$(on_a_terminal "$stapio -b 0 x")
[[ $seen == "$red$reason" ]] || fail "a terminal saw $seen"
seen=$(NO_COLOR=1 on_a_terminal "$stapio -b 0 x")
[[ $seen == "$plain$reason" ]] || fail "with NO_COLOR a terminal saw $seen"
seen=$(NO_COLOR='' on_a_terminal "$stapio -b 0 x")
[[ $seen == "$red$reason" ]] || fail "with an empty NO_COLOR a terminal saw $seen"
seen=$(NO_COLOR=1 on_a_terminal "$stapio -C always -b 0 x")
[[ $seen == "$red$reason" ]] || fail "with NO_COLOR and -C always a terminal saw $seen"
seen=$(NO_COLOR=1 SYSTEMTAP_COLORS=x=1:error=32:y on_a_terminal "$stapio -b 0 x")
[[ $seen == $'\e[32m\e[KERROR:\e[m\e[K '$reason ]] || fail "with NO_COLOR and SYSTEMTAP_COLORS a terminal saw $seen"
seen=$(SYSTEMTAP_COLORS='' on_a_terminal "$stapio -b 0 x")
[[ $seen == "$plain$reason" ]] || fail "with an empty SYSTEMTAP_COLORS a terminal saw $seen"
seen=$(TERM=dumb on_a_terminal "$stapio -b 0 x")
[[ $seen == "$plain$reason" ]] || fail "a dumb terminal saw $seen"
seen=$(on_a_terminal "env -u TERM $stapio -b 0 x")
[[ $seen == "$red$reason" ]] || fail "a terminal without a name saw $seen"
