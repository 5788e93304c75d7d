# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A warning that comes again is shown once.

said
expect_said <<<$'WARNING: careful\nWARNING: other\nplain text'
