# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Who starts a session in the background can end it even where that is stopped: by the fourth interrupt.

local child
sim <<<$'on start\nhold'
relay_start -D -o file
event 'start 0'
child=$(pgrep -P "$relay_pid" -x stapio)
kill -STOP "$child"
kill -INT "$relay_pid" && until_true pending "$child" 2
kill -TERM "$relay_pid" && until_true pending "$child" 15
kill -HUP "$relay_pid" && until_true pending "$child" 1
running "$child" || fail "it ends at the third interrupt"
kill -INT "$relay_pid"
tell go # a write that someone has read is waited for by who is killed, too
relay_wait
expect_status 1
[[ ! -s $dir/out ]] || fail "the number is told"
until_true test -s "$dir/removed" || fail "the module stays loaded"
expect_removed
