# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# contrib/logrotate with the real logrotate: no line is lost or comes twice over three turns, the old files are compressed,
# and who else has such a file open hears nothing of it.

sed "s|/var/log/staprun|$dir|" "$RIG/../../contrib/logrotate/staprun" >"$dir/rotate"
chmod 644 "$dir/rotate"
turn() { logrotate -f -s "$dir/state" "$dir/rotate" >"$dir/said" 2>&1 || fail "logrotate: $(<"$dir/said")"; }
sim <<<"pause 1"
relay -D -o tick.log
expect_status 0
printed one tick.log
sleep 1000 3<"$dir/tick.log" &
other=$!
for line in two three four; do
	turn
	goes_on_in tick.log
	printed $line tick.log
done
kill $other || wait $other || fail "another process got the signal: it ended with $?"
tell request_exit
until_true test -e "$dir/removed" || fail "it is not removed"
[[ $(cd "$dir" && echo tick*) == "tick.log tick.log.1 tick.log.2.gz tick.log.3.gz" ]] || fail "there are $(cd "$dir" && echo tick*)"
[[ $(zcat "$dir"/tick.log.{3,2}.gz | cat - "$dir"/tick.log.1 "$dir/tick.log" | xargs) == "one two three four" ]] ||
	fail "in the files is: $(zcat "$dir"/tick.log.{3,2}.gz | cat - "$dir"/tick.log.1 "$dir/tick.log" | xargs)"
