# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -L starts the probes and leaves, with the two lines that tell how to come back.

sim <<<"print 0 hello\n"
relay -L
expect_detached
(($(happened started.0) == 1)) || fail "the probes were not started"
