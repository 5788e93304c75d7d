# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Output to proc self fd.

into_seven /proc/self/fd/7
