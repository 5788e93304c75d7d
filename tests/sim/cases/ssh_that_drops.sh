# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A connection drops: no one has the other end of both streams any more, and then a hangup comes.

sim <<<"print 0 ready\n"$'\non exit\nprint 1 end\n'
mkfifo "$dir/wire"
exec {wire}<>"$dir/wire"
rm "$dir/err" && ln -s wire "$dir/err"
stdout=$dir/wire relay_start
read -r -t "$patience" -u "$wire" line || fail "nothing comes"
[[ $line == ready ]] || fail "\"$line\" came"
exec {wire}<&-
kill -HUP "$relay_pid"
relay_wait
rm "$dir/err" && touch "$dir/err"
expect_status 0
(($(happened exited) == 1)) || fail "the end probes did not run"
expect_removed
