# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# No terminal, no standard input.

sim <<<"print 0 hello\n"$'\nrequest_exit'
stdin=/dev/full relay
expect_good_run
