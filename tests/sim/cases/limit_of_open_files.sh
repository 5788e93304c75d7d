# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A limit of open files that is lower than the machine has CPUs, and can't be raised, is named with what helps; the module goes.

sim -c 0-1023 <<<"print 0 hello\n"
ulimit -n 500
relay
expect_status 1
expect_err "^ERROR: Couldn't open the module's relay buffers: Too many open files\. A higher limit \(ulimit -n\) helps"
expect_removed
