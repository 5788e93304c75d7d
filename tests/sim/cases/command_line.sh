# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# What is wrong with a command line, as who types it sees it. No module is needed.

# says ARG...: what stapio says on either stream, in order, in $dir/said; its status in $status
says() { status=0 && TERM=xterm "$stapio" "$@" >"$dir/said" 2>&1 </dev/null || status=$?; }

# On a terminal of 24 lines what is wrong must not scroll away above the help, which is longer.
case_reason_comes_last() {
	says -b 0 x
	expect_status 1
	[[ $(tail -n 1 "$dir/said") == "ERROR: Invalid buffer size '0' (should be 1-4095)." ]] || fail "the last line is $(tail -n 1 "$dir/said")"
	grep -q '^Usage: ' "$dir/said" || fail "there is no usage"
	"$stapio" -b 0 x >"$dir/out" 2>/dev/null
	grep -q -- '-o, --output=FILE' "$dir/out" || fail "the usage is not on standard output"
}

case_help_fits_80_columns() {
	says --help
	expect_status 0
	# shellcheck disable=SC2143 # as it is meant
	[[ ! $(grep -E '^.{80}' "$dir/said") ]] || fail "too long: $(grep -m1 -E '^.{80}' "$dir/said")"
}

# on_a_terminal COMMAND: the last line that a terminal gets from it
on_a_terminal() { script -qec "$1" /dev/null </dev/null | tr -d '\r' | tail -n 1; }
case_errors_of_the_command_line_are_coloured() {
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
}
