# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Overflow of large messages.

overflow '' 6000-20000
