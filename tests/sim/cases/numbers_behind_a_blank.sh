# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What is given as one word, with a blank.

sim <<<"print 0 hello\n"$'\nrequest_exit'
relay "-x $$" "-b 4"
(($(happened "start $$") == 1)) || fail "the script has another target"
expect_good_run
