# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# No warnings.

said -w
expect_said <<<"plain text"
