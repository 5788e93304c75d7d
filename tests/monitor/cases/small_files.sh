# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Under a limit of files (ulimit -f) that a drawing does not keep to there is a line each period in place of half a view, and
# the terminal is as it was.
# sizes: 80x24

from='(ulimit -f 100; ' to=')' quiet
shows 'WARNING: -M: no full-screen view here: File too large' && shows 'hello from begin'
shows 'monreal up 00:00:03, 6 of 6 probes on'
normal_screen || fail "not the normal screen, or no cursor"
keys C-c
until_true test -s "$dir/removed" || fail "the module was not removed"
