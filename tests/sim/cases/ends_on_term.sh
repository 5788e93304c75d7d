# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Ends on term.

ends_on TERM
