# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# One line and the end: it comes, nothing else is said, and the module goes.

hello
relay
expect_good_run
