# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Output to dev fd.

into_seven /dev/fd/7
