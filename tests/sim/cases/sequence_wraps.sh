# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Numbers wrap at 2^32 in the middle of the stream: nothing is lost, and the order stays.

wraps
expect_good_run
