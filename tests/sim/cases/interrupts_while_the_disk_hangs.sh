# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# An output on a file system that does not answer keeps neither the end probes from running, nor who interrupts three times, nor
# the module.

local disk
output_on_a_disk_that_hangs
kill -INT "$relay_pid"
event exited
kill -TERM "$relay_pid" && kill -HUP "$relay_pid"
until_true grep -q '^WARNING: ' "$dir/err" || fail "it does not leave"
# Its output is closed, and with that it has gone, as soon as there is an answer.
kill -CONT "$disk"
relay_wait
expect_status 1
until_true test -s "$dir/removed" || fail "the module stays loaded"
expect_removed
