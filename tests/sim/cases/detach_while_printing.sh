# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Detach while printing.

detach_while_printing
