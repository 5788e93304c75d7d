# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Where nothing is printed the live line and --stats wake no one.

sim <<<"print 0 hello\n"
on_terminal -o "$dir/log" --stats "$dir/numbers" &
watched=$!
event started.0
until_true grep -q messages "$dir/screen" || fail "there is no live line"
pid=$(sed -n 's/^Tgid:.//p' "/proc/$(pgrep -f -- "-F .* -o $dir/log " | head -n 1)/status")
still() { local before; before=$(switches "$pid"); sleep 2; (($(switches "$pid") == before)); }
until_true still || fail "it wakes up while nothing is printed"
kill -INT "$pid"
wait "$watched" || true
expect_removed
