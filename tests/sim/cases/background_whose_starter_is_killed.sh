# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A session in the background goes on to its end without who started it, should that be killed before the probes run.

local child
sim <<<$'on start\nhold\non run\nprint 0 hello\\n'
relay_start -D -o file
event 'start 0'
child=$(pgrep -P "$relay_pid" -x stapio)
kill -KILL "$relay_pid"
wait "$relay_pid"
tell go
until_true grep -qx hello "$dir/file" || fail "nothing comes"
kill -INT "$child"
until_true test -s "$dir/removed" || fail "the module stays loaded"
expect_removed
expect_stream "$dir/file"
