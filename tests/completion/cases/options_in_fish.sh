# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Fish completes all options of our programs, and no others.

knows_options fish
