# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# --compress in the background, with SIGUSR2, when it is left and taken up again: one history, all of it compressed.

# shellcheck disable=SC2046 # words
all() { zstd -qdc $(cd "$dir" && printf '%s\n' log.*.zst | sort -t. -k2n | sed "s|^|$dir/|"); }
# (The last file may be empty, if its time was over as the end came: that stays as it is.)
compressed() { [[ ! $(find "$dir" -name 'log.[0-9]' -size +0 -o -name 'log.*.part') ]]; }
sim -n 4096 <<<"print 0 one\n"
relay -D -S 1M --compress -o log
expect_status 0
pid=$(<"$dir/out")
until_true grep -qx one "$dir/log.0" || fail "nothing comes to log.0"
kill -USR2 "$pid"
until_true test -e "$dir/log.0.zst" || fail "what was switched from is not compressed"
# One thread stands back for all others, at the processor (SCHED_IDLE is 5) and at the disk.
idle=$(awk '$41 == 5 { print $1 }' "/proc/$pid"/task/*/stat)
[[ $idle =~ ^[0-9]+$ && $(ionice -p "$idle") == idle ]] || fail "who compresses does not stand back: '$idle'"
printed two log.1
kill -QUIT "$pid"
until_true compressed || fail "of who left there is $(cd "$dir" && echo log*)"
until_true test ! -e "/proc/$pid" || fail "who left is still there"
relay_start -A --rotate-every 1 --compress -o log
event attached
tell "print 0 three\n"
three_is_there() { all | grep -qx three; }
until_true three_is_there || fail "a file whose time is over is not compressed"
tell "burst 0-1 500 900 0" request_exit
relay_wait
compressed || fail "there are $(cd "$dir" && echo log*)"
sim_end
all | cmp -s - "$dir/sim/stream" || fail "it is not what was printed"
