# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# A relay buffer that ran full: the title says that messages were lost, in red. And after a SIGSTOP from elsewhere, while which a
# shell has the terminal, the view is what it was.
# sizes: 80x24

red() { mux capture-pane -pe | head -n 1 | grep -qaE $'\e\\[[0-9;]*(31|41)[0-9;]*m.*lost'; }

quiet
order 0 1 2 3 4 5
row_is 1 '* lost 0 *'
! red || fail "nothing was lost, and it is red"
kill -STOP "$(stapio_pid)"
shows 'Stopped'
tell 'burst 0 400000 1000 0'
keys fg Enter
row_is 1 '* lost * or more *' && order 0 1 2 3 4 5 && hides 'Stopped'
until_true red || fail "it is not red"
keys q && shows 'messages were lost in the kernel'
until_true normal_screen || fail "not the normal screen, or no cursor"
