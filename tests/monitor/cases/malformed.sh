# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# What cannot be read leaves the last good status, and says so as long as it lasts.

quiet
order 0 1 2 3 4 5
sample | head -c 700 | status_is
shows 'cut short or malformed' && order 0 1 2 3 4 5
: | status_is
shows 'cut short or malformed'
rm "$dir/proc/monitor_status"
shows 'tells no status'
sample | status_is
hides 'tells no status'
keys q && restored
