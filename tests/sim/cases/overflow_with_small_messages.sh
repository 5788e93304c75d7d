# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Overflow with small messages.

overflow_with 100
