# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The disk runs full within a message of bulk mode, SIGUSR2 has each CPU go on in its next file, with the rest of that message,
# and stap-merge puts both files of a CPU together.

disk 1m
head -c 600000 /dev/zero >"$dir/disk/ballast"
sim -b -c 0-1 -n 4096 <<<'print 0 ready\n'
relay_start -o disk/log
event started.0
tell "burst 0-1 1000 200-400 0"
until_true grep -q 'No space left' "$dir/err" || fail "the disk does not run full"
kill -USR2 "$relay_pid"
until_true test -e "$dir/disk/log_cpu0.1" -a -e "$dir/disk/log_cpu1.1" || fail "there is no next file"
rm "$dir/disk/ballast"
tell drained request_exit
relay_wait
expect_status 0
sim_end
"$merge" "$dir"/disk/log_* >"$dir/merged" 2>"$dir/said" || fail "stap-merge: $(<"$dir/said")"
cmp -s "$dir/merged" "$dir/sim/stream" || fail "it is not what was printed"
