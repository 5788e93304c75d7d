# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Detach in a hurry.

detach_in_a_hurry && expect_all_printed
