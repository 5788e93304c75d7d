# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Where strftime(3) makes the name, each next file has the name as of then, and its number. The file without one is not
# taken for renamed because time went by; where it was, it is opened anew.

# a_second_later: the time has another name
a_second_later() {
	local now
	now=$(date +%s)
	until_true eval "((\$(date +%s) > $now))"
}

# next_one NUMBER TEXT: a second later the next file is asked for, ends with that number, and gets that text
next_one() {
	a_second_later
	next_file
	until_true compgen -G "$dir/log-*-$1" >/dev/null || fail "there is no file $1, but $(cd "$dir" && echo log-*)"
	printed "$2" "$(cd "$dir" && compgen -G "log-*-$1")"
}

sim <<<"print 0 ready\n"
relay_start -o 'log-%s-'
until_true eval '[[ $(cat "$dir"/log-*-) == ready ]]' || fail "nothing comes"
next_one .1 one
next_one .2 two
rm "$dir"/log-*-.1 # a number is not used again
next_one .3 three
first=$(cd "$dir" && compgen -G 'log-*-')
mv "$dir/$first" "$dir/renamed"
next_one '' four
[[ ! -e $dir/$first ]] || fail "it is opened anew by the name of another time"
next_one .1 five
tell request_exit
relay_wait
expect_status 0
expect_quiet
[[ $(cd "$dir" && cat renamed log-*-.2 log-*-.3 log-*- log-*-.1 | xargs) == "ready two three four five" ]] ||
	fail "in the files is: $(cd "$dir" && grep . renamed log-*)"
expect_removed
