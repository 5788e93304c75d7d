# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A pipe that no one reads any more is a closed one.

prints_for_ever
relay -o >(event "some read" && head -n 1 >"$dir/out2")
expect_status 0
expect_quiet
expect_removed
