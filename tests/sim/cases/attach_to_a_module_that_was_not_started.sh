# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A module that was left before anyone started its probes: who attaches does.

sim <<<"print 0 hello\n"
relay_start -A
event started.0
until_true test -s "$dir/out" || fail "nothing comes"
tell request_exit
relay_wait
expect_good_run
