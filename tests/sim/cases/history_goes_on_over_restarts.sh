# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Three runs are one history, of which the last three files stay.

# limited_run: one that leaves some files of a megabyte, or goes on behind those of earlier ones
limited_run() {
	sim -n 4096 <<<"burst 0-1 2000 900 0"$'\nrequest_exit'
	relay -S 1,3 -o log
	expect_status 0
	sim_end
}

limited_run
[[ $(cd "$dir" && echo log*) == "log.1 log.2 log.3" ]] || fail "the first run left $(cd "$dir" && echo log*)"
cp "$dir/log.3" "$dir/kept"
rm -r "$dir/sim"
limited_run
[[ $(cd "$dir" && echo log*) == "log.5 log.6 log.7" ]] || fail "the second run left $(cd "$dir" && echo log*)"
tail -c 1000000 "$dir/sim/stream" | cmp -s - <(cat "$dir"/log.{5,6,7} | tail -c 1000000) || fail "the end is not there"
rm -r "$dir/sim"
sim <<<"print 0 ready\nrequest_exit"$'\nrequest_exit'
relay -S 1,3 -o log
[[ $(cd "$dir" && echo log*) == "log.6 log.7 log.8" ]] || fail "the third run left $(cd "$dir" && echo log*)"
cmp -s "$dir/log.8" "$dir/sim/stream" || sim_end
expect_stream "$dir/log.8"
