# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# What is said goes where the user wants it, and not into the view; of many messages the last are said once more at its end, and
# what the script printed without an end of line is there.
# sizes: 80x24

to='2>errors' quiet
order 0 1 2 3 4 5
tell 'oob WARNING: careful'
until_true grep -qx 'WARNING: careful' errors || fail "it is not where it was to go"
screen_lacks careful || fail "it is in the view, too"
keys q && restored
screen_lacks careful || fail "it is on the terminal, too"

sim_end
rm -rf "$dir"/{sim,removed,after}
sim -p "$dir/proc" <<<'print 0 hello\n'
keys clear Enter go Enter
order 0 1 2 3 4 5
for ((i = 1; i <= 130; i++)); do echo "oob WARNING: number $i"; done >many
mapfile -t many <many
tell "${many[@]}" 'print 0 and no end of line'
shows 'number 130' && shows 'and no end of line'
keys q && restored
mux capture-pane -p -S - >all
# What had no end of line may be in front of any of them.
grep -qF '(30 earlier messages are not repeated.)' all || fail "it is not told what is not repeated"
(($(grep -c 'WARNING: number' all) == 100)) || fail "$(grep -c 'WARNING: number' all) messages are repeated"
grep -qF 'and no end of line' all || fail "what had no end of line is lost"
