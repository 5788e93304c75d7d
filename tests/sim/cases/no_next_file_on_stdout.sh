# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# SIGUSR2 without -o does nothing.

switching --
expect_good_run
