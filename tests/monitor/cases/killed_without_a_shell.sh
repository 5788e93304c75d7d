# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# The same where no shell takes care of the settings.
# sizes: 80x24

as_before() { stty -g <"$tty" | cmp -s - "$dir/before"; }

from='(' to='; sleep 60)' quiet
order 0 1 2 3 4 5
kill -KILL "$(stapio_pid)"
until_true normal_screen || fail "not the normal screen, or no cursor"
tty=$(mux display-message -p '#{pane_tty}')
until_true as_before || fail "the terminal's settings are not as they were"
