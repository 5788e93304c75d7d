# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Where the keeper is killed while it removes the module, staprun is run, which does.

mv "$dir/staprun" "$dir/staprun.real"
cat >"$dir/staprun" <<END
#!/bin/bash
mkdir "$dir/held" 2>/dev/null || exec -a "$dir/staprun" bash "$dir/staprun.real" "\$@"
exec <&- >&- 2>&- # of the keeper's no one has any more then
echo "\$PPID" >"$dir/keeper"
exec sleep 1000
END
chmod +x "$dir/staprun"
sim <<<$'print 0 hello\\n\nrequest_exit'
relay_start
until_true test -s "$dir/keeper" || fail "removal was not asked for"
sleeper=$(pgrep -P "$(<"$dir/keeper")")
kill -KILL "$(<"$dir/keeper")"
relay_wait
kill "$sleeper"
expect_status 0
expect_quiet
expect_stream "$dir/out"
expect_removed
