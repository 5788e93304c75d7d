# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# A status that can't be read and a command that can't be sent are told with their causes; so is what a command changed.

quiet -M 3600
order 0 1 2 3 4 5
# No one looks for an hour, but for the command.
sample | sed '/"index": 0/s/"on"/"off"/' | status_is
keys t && shows 'Index of the probe to toggle (Enter, Esc): _'
keys 0 C-j && shows 'Probe 0 is off now.' && commanded 0
rm "$dir/proc/monitor_control" && mkdir "$dir/proc/monitor_control"
keys p && shows 'The module did not take that: Is a directory'
keys t 3 Enter && shows 'The module did not take that: Is a directory'
rm "$dir/proc/monitor_status" && mkdir "$dir/proc/monitor_status"
keys r && shows "The module's status cannot be read: Is a directory"
keys q && restored
