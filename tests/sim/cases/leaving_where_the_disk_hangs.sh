# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Who leaves a module whose output is on a file system that does not answer, and then waits no longer, is told that the rest of
# the output is lost; the module stays loaded, for who attaches.

local disk
output_on_a_disk_that_hangs
kill -QUIT "$relay_pid"
until_true eval '! pending "$relay_pid" 3'
kill -INT "$relay_pid"
until_true eval '! pending "$relay_pid" 2'
kill -TERM "$relay_pid" && kill -HUP "$relay_pid"
until_true grep -q '^WARNING: ' "$dir/err" || fail "it does not leave"
kill -CONT "$disk"
relay_wait
expect_status 1
expect_said <<<"WARNING: The output of module $NAME does not come to its end: the rest of it is lost."
expect_not_removed
