# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Overflow.

overflow '' 10-2000
