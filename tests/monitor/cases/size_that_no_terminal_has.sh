# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# On a terminal that is said to be larger than any there is no view, but a line each period.
# sizes: 80x24

from='stty rows 40000 cols 3; ' to='2>err' quiet
until_true grep -qx 'WARNING: -M: no full-screen view here: Numerical result out of range' err || fail "it is not said"
until_true grep -q '^monreal up 00:00:03, 6 of 6 probes on' err || fail "no status on stderr"
stty rows 24 cols 80 <"$(mux display-message -p '#{pane_tty}')"
normal_screen || fail "not the normal screen, or no cursor"
keys C-c
restored
shows 'hello from begin'
