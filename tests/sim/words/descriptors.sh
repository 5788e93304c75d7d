# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Words that several cases have in common (descriptors).

# into_seven NAME [OPTION]...: descriptor 7 has something in it already, and gets the rest
into_seven() {
	sim <<<"$lines"$'\nrequest_exit'
	echo before >"$dir/seven"
	exec 7>>"$dir/seven"
	relay -o "$@"
	exec 7>&-
	[[ $(head -n 1 "$dir/seven") == before ]] || fail "what was there is gone"
	sed -i 1d "$dir/seven"
	[[ ! -s $dir/out ]] || fail "something is on standard output"
	expect_good_run "$dir/seven"
}

# no_output NAME REASON [OPTION]...: nothing runs
no_output() {
	: >"$dir/err"
	relay -o "$1" "${@:3}"
	expect_status 1
	[[ $(<"$dir/err") == "ERROR: $2" ]] || fail "-o $1: standard error is $(<"$dir/err")"
	(($(happened 'start .*') == 0)) || fail "-o $1: the probes were started"
}
