# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Sequence wraps.

wraps
expect_good_run
