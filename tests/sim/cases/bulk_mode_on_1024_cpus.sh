# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034 # run uses it
#
# Each of 1,024 CPUs has its file in bulk mode, and its messages are in it.

# What the peers would have to show is not asked: each of so many files against those of all CPUs takes minutes.
records=''
sim -b -c 0-1023 <<-'END'
	burst 0-1023 20 20-200 0
	request_exit
END
relay -o bo
expect_status 0
expect_quiet
for ((cpu = 0; cpu < 1024; cpu += 93)); do expect_frames $cpu "$dir/bo_$cpu"; done
expect_all_printed
expect_removed
