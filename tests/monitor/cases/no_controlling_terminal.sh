# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# A session that has the terminal, but not as its controlling one, has its view, and its keys.
# sizes: 80x24

from='export -f go; setsid -w bash -c "' to='" </dev/null' quiet
order 0 1 2 3 4 5 && shows 'hello from begin'
keys h && shows 'Any key goes back.' && keys h && hides 'Any key goes back.'
keys q
until_true test -s "$dir/removed" || fail "the module was not removed"
shows 'status 0'
normal_screen || fail "not the normal screen, or no cursor"
keys 'clear; stty -g >after' Enter
until_true test -s "$dir/after" || fail "the shell did not come back"
cmp -s "$dir/before" "$dir/after" || fail "the terminal's settings are not as they were"
