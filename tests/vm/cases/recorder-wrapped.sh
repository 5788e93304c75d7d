# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A flight recorder that has printed several times what its buffer holds gives out the last of it, once and in order.
# modules: flood
# peer-differs: gives it out from its middle, in part twice

run "$STAPRUN" -b 8 -L flood.ko
is 0
read -rt 6 <> <(:) # the module prints 5 MB a second, and tells no one how far it is
start "$STAPRUN" -A flood
wait_until '(($(lines "$bg_stdout") > 8000))'
finish INT
is 0
not_loaded flood
awk '$1 <= last { print "line", NR, "goes back from", last, "to", $1; exit 1 } { last = $1 }' "$captured/stdout" ||
	fail 'the lines do not rise'
awk 'NR == 1 { first = $1 } { last = $1 } END { exit !(last - first < NR + 500) }' "$captured/stdout" ||
	fail "lines are missing: $(sed -n '1p;$p' "$captured/stdout" | tr -s ' \n' ' ') of $(lines "$captured/stdout")"
stderr_lacks 'belonged to no message'
