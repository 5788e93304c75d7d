# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What does not fit is told: the module counts it.

sim -4 -r <<<"print 0 ready\n"
relay_start
until_true test -s "$dir/out" || fail "nothing comes"
stopped_while "burst 0-1 8000 100-300 0"
tell drained "print 1 last\n" request_exit
relay_wait
expect_err 'There were [0-9]+ transport failures'
expect_err '[0-9]+ messages were lost in the kernel, where the relay buffer of CPU 0 was full'
[[ $(tail -n 1 "$dir/out") == last ]] || fail "the last line is missing"
