# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# The view fits each size that the terminal comes to have, down to one character.

quiet
order 0 1 2 3 4 5
for new in 200x60 40x24 40x8 132x43 20x3 1x1 80x24 "$size"; do
	resize "$new"
	[[ ${new%x*} -lt 80 ]] || { order 0 1 2 3 4 5 && row_is "${new#*x}" ' h help*' && shows 'hello from begin'; }
	until_true row_matches 1 "$(printf ' monreal   up 00:00:03' | head -c $((${new%x*} - 1)))*" || fail "no title at $new"
done
# A size that no terminal has is none: the view stays as it was.
tty=$(mux display-message -p '#{pane_tty}')
for new in '65535 cols 65535' '1 cols 65535' '40000 cols 3' "${size#*x} cols ${size%x*}"; do
	# shellcheck disable=SC2086 # words
	stty rows $new <"$tty"
	keys h && shows 'Any key goes back.' && keys h && order 0 1 2 3 4 5
done
keys q && restored
