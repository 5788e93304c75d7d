# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What is said holds up neither the output, nor signals, nor the removal.

# shellcheck disable=SC2028 # as it is meant
sim < <(many_warnings 50; echo 'print 0 hello\n')
full
relay_start -v
until_true test -s "$dir/out" || fail "what is said holds up the output"
for signal in USR1 INT; do kill -$signal "$relay_pid"; done
event exited
relay_wait
expect_removed
expect_stream "$dir/out"
