# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# How the command ends is no one's business any more once the script is being left, even where that takes its time.

sim -n 4096 <<<"print 0 ready\n"
mkfifo "$dir"/{pipe,go}
exec {reader}<>"$dir/pipe"
stdout=$dir/pipe relay_start -c "sh -c 'read x <$dir/go; exit 3'"
event started.0
local command
command=$(sed -n 's/^start //p' "$dir/sim/events")
tell "burst 0-1 3000 100-1500 0"
kill -QUIT "$relay_pid"
until_true grep -q '^State:.S' "/proc/$relay_pid/status"
echo >"$dir/go"
until_true eval '! running "$command"' || fail "the command does not end"
