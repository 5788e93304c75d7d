# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# No next file on stdout.

switching --
expect_good_run
