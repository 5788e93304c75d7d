# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# --keep-total: all files together, those of earlier runs and other CPUs too, never have more; the newest stay.

total() { cat "$dir"/log.* 2>/dev/null | wc -c; }
all_stopped() { ! grep -L '^State:.T' "/proc/$relay_pid"/task/*/status | grep -q .; }
# total_now: at one moment, in which none of stapio's threads does anything
total_now() {
	kill -STOP "$relay_pid"
	until_true all_stopped || fail "stapio cannot be stopped"
	total
	kill -CONT "$relay_pid"
}
head -c 400000 /dev/zero >"$dir/log.6"
sim -n 4096 <<<"burst 0-1 1000 900 0"
relay_start -S 200K --keep-total 1M -o log
for _ in 1 2 3 4; do
	tell "burst 0-1 300 900 0" drained
	now=$(total_now)
	((now <= 1 << 20)) || fail "there are $now bytes"
done
tell request_exit
relay_wait
expect_status 0
[[ ! -e $dir/log.6 ]] || fail "the oldest is still there"
(($(total) > 800 * 1024)) || fail "only $(total) bytes are kept"
sim_end
mapfile -t files < <(numbered log)
tail -c 800000 "$dir/sim/stream" | cmp -s - <(cat "${files[@]}" | tail -c 800000) || fail "the end is not there"
rm -r "$dir"/{sim,removed,log.*}

# In bulk mode, by time alone: a file has a tenth at most.
bulk -n 4096
relay -o log --rotate-every 1h --keep-total 500K
expect_status 0
(($(cat "$dir"/log_cpu* | wc -c) <= 500 * 1024)) || fail "$(cat "$dir"/log_cpu* | wc -c) bytes are kept"
sim_end
for cpu in 0 2; do
	mapfile -t files < <(numbered "log_cpu$cpu")
	for file in "${files[@]}"; do (($(wc -c <"$file") <= 51200)) || fail "$file has $(wc -c <"$file") bytes"; done
	cat "${files[@]}" | cmp -s - <(tail -c "$(cat "${files[@]}" | wc -c)" "$dir/sim/frames.$cpu") || fail "of CPU $cpu it is not the end"
done
rm -r "$dir"/{sim,removed,log_*}

# Nor where the files of all CPUs that are being written to would be more: each has its part of it, whatever -S says.
bulk -n 4096
relay -o log -S 450K --keep-total 500K
expect_status 0
(($(cat "$dir"/log_cpu* | wc -c) <= 500 * 1024)) || fail "$(cat "$dir"/log_cpu* | wc -c) bytes are kept, more than the total"
sim_end
rm -r "$dir"/{sim,removed,log_*}

# Nor while a file is compressed, which is there in both forms.
for n in {0..9}; do head -c 990000 /dev/urandom >"$dir/log.$n"; done
sim <<<"print 0 ready\n"
relay_start -S 1M --keep-total 10M --compress -o log
event started.0
while [[ -e $dir/log.9 ]]; do
	now=$(total_now)
	((now <= 10 << 20)) || fail "there are $now bytes while files are compressed"
done
tell request_exit
relay_wait
expect_status 0
