# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Where no shell could have it go on (a command of ssh -t), Ctrl-Z stops nothing.
# sizes: 80x24

# exec has it be what the terminal's session began with
from='exec bash -c '"'. $dir/shell; exec 3<$dir/module; exec \"\$@\"' - $simmod keep 3 $dir/staprun $stapio -F @ -M 1 $dir/sim_module.ko #" quiet
order 0 1 2 3 4 5
keys C-z
keys h && shows 'Any key goes back.'
keys C-z
keys h && order 0 1 2 3 4 5
keys q
until_true test -s "$dir/removed" || fail "the session does not end"
