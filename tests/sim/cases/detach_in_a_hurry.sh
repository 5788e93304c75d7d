# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Who leaves in a hurry leaves behind whole frames: who attaches goes on there, and nothing is lost.

detach_in_a_hurry && expect_all_printed
