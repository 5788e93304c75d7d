# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Each key that the module has to know of sends it a command; what it can't be sent is told.

quiet
order 0 1 2 3 4 5
keys p && commanded pause
keys r && commanded resume
keys c && commanded clear
keys t 3 Enter && commanded 3
keys t 9 9 Enter && shows 'There is no probe 99.'
keys t 4 Escape && hides 'Index of the probe'
keys t 1 2 BSpace BSpace 2 Enter && commanded 2
keys Down Down Enter && commanded 2
keys 6 Home Enter && commanded 4
rm "$dir/proc/monitor_control"
keys p && shows 'The module takes no commands.'
keys q && restored
