# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Killed: another process gives the terminal back. (Which of it and the shell is first does not matter.)
# sizes: 80x24

quiet
order 0 1 2 3 4 5
kill -KILL "$(stapio_pid)"
until_true normal_screen || fail "not the normal screen, or no cursor"
until_true test -s "$dir/after" || fail "the shell did not come back"
keys 'stty -g </dev/tty >later; clear; echo "still" "there"' Enter && shows 'still there'
cmp -s "$dir/before" "$dir/later" || fail "the terminal's settings are not as they were"
until_true test -s "$dir/removed" || fail "the module was not removed"
