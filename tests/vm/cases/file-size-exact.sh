# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -S: no file is larger than said, lines are not cut between files.
# modules: flood

start "$STAPRUN" -o out -S 1 flood.ko
wait_until '[[ -e out.3 ]]'
finish INT
is 0
for f in out.*; do
	(($(stat -c %s "$f") <= 1048576)) || fail "$f has $(stat -c %s "$f") bytes"
	[[ $(tail -c 1 "$f" | od -An -tx1) == ' 0a' ]] || fail "$f ends inside a line"
done
