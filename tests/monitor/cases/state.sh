# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# The module's answer to a command is on the screen at once.

quiet
row_is 6 '    0  on *'
sample | sed '/"index": 0/s/"on"/"off"/' | status_is
row_is 6 '    0  off *'
sample | sed 's/00:00:03/00:00:04/; s/178(count)/200(count)/' | status_is
row_is 1 '*up 00:00:04*' && row_is 3 '*x: 200(count)*'
keys q && restored
