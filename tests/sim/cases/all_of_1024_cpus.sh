# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# All of 1,024 CPUs print at once: all comes, in order.

sim -c 0-1023 <<<"print 0 hello\n"
relay_start
event started.0
tell "burst 0-1023 20 4000-8000 0" drained
tell request_exit
relay_wait
expect_good_run
