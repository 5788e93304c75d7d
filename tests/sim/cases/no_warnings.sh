# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# With -w warnings are not shown; other text of the script is.

said -w
expect_said <<<"plain text"
