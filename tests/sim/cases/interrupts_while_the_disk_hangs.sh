# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# An output on a file system that does not answer keeps neither the end probes from running, nor who interrupts three times, nor
# the module.

stopped() { ! cat "/proc/$disk/task"/*/status | grep '^State:' | grep -qv '^State:.T'; }

local disk
mkdir "$dir"/{disk,slow} && : >"$dir/nothing"
"$simmod" "$dir/disk" "$dir/nothing" "$dir/slow" &
disk=$!
until_true grep -qx mounted "$dir/slow/events" || fail "there is no other file system"
sim <<<"print 0 hello\n"
relay_start -o disk/sink-close
until_true test -s "$dir/slow/sink" || fail "nothing comes"
kill -STOP "$disk"
until_true stopped || fail "the other file system cannot be stopped"
tell "print 0 more\n"
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
