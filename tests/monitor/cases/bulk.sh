# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# In bulk mode the output is in files, and the pane is for messages.
# sizes: 80x24

bulk=-b monitor <<<'print 0 hello\n'
order 0 1 2 3 4 5 && shows 'messages (the output goes to files)'
tell 'oob WARNING: careful'
shows 'WARNING: careful'
keys q && restored
grep -q hello "$dir/stpd_cpu0" || fail "the output is not in its file"
! screen_has hello || fail "the output is on the screen"
