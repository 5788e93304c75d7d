# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# A line each period: of a status that can't be read it is said once, until it can be again.
# sizes: 80x24

warned() { (($(grep -c '^WARNING: The module.s status is cut short or malformed\.$' "$dir/err") == $1)); }
lines() { grep -c '^monreal up 00:00:03, 6 of 6 probes on' "$dir/err"; }
goes_on() { (($(lines) > $1)); }

to="2>err | cat >out" quiet
until_true goes_on 0 || fail "no status on stderr"
sample | head -c 700 | status_is
until_true warned 1 || fail "it is not said"
tell 'pause 2500'
warned 1 || fail "it is said again"
before=$(lines)
sample | status_is
until_true goes_on "$before" || fail "no status any more"
: | status_is
until_true warned 2 || fail "another time it is not said"
tell request_exit
until_true grep -q '^status 0' out || fail "it did not end well"
