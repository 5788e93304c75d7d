# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# In bulk mode for each CPU; two are renamed, one is as it was.

sim -b -c 0-1 <<<"print 0 ready\n"
relay_start -o log
until_true test -s "$dir/log_0" || fail "nothing comes"
mv "$dir/log_0" "$dir/log_0.1"
next_file
goes_on_in log_0
goes_on_in log_cpu1.1
tell "burst 0-1 300 20-60 0" drained request_exit
relay_wait
expect_status 0
expect_quiet
expect_frames 0 "$dir"/log_0{.1,}
expect_frames 1 "$dir"/log_{1,cpu1.1}
