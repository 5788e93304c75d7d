# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Commands that never end do not hold up the session; how many of them were not run is told.

sim <<<"print 0 hello\n"
relay_start
event started.0
local commands=()
for ((i = 0; i < 70; i++)); do commands+=("system exec sleep 300.$i$$"); done
tell "${commands[@]}" request_exit
relay_wait
pkill -f "^sleep 300\.[0-9]*$$"
expect_status 0
expect_err "^WARNING: 6 commands of the script's system\(\) were not run: too many others did not end\.$"
expect_removed
