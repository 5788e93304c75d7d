# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# --rotate-every: a file is done when its time is over, also while nothing is printed; one that nothing came to goes on,
# and no one wakes up for it.

sim <<<"print 0 one\n"
relay_start -o log --rotate-every 1
event started.0
until_true grep -qx one "$dir/log.0" || fail "nothing comes to log.0"
goes_on_in log.1
still() { local before; before=$(switches "$relay_pid"); sleep 2; ((tsan || $(switches "$relay_pid") == before)); }
until_true still || fail "it wakes up while nothing is printed"
[[ ! -e $dir/log.2 ]] || fail "an empty file is followed by another"
printed two log.1
goes_on_in log.2
printed three log.2
kill -USR2 "$relay_pid"
goes_on_in log.3
tell request_exit
relay_wait
[[ $(<"$dir/log.1") == two && ! -e $dir/log.4 ]] || fail "there are $(cd "$dir" && echo log*)"
expect_good_run "$dir"/log.{0..3}
rm -rf "$dir"/{sim,removed,log*}

# In bulk mode the files of all CPUs, whoever writes to them; but for those in which nothing is.
sim -b -c 0,2,3 <<<"burst 0,2 100 100 0"
relay_start -o log --rotate-every 1
event started.0
for cpu in 0 2; do until_true test -e "$dir/log_cpu$cpu.1" || fail "CPU $cpu has no next file"; done
tell "burst 0 100 100 0" request_exit
relay_wait
[[ ! -e $dir/log_cpu3.1 && ! -s $dir/log_cpu3.0 ]] || fail "an empty file is followed by another"
expect_status 0
for cpu in 0 2; do
	mapfile -t files < <(numbered "log_cpu$cpu")
	expect_frames "$cpu" "${files[@]}"
done
