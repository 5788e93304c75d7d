# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Output to proc thread self fd.

into_seven /proc/thread-self/fd/7
