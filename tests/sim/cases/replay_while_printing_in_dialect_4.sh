# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Replay while printing in dialect 4.

replay "burst 0-1 40 20-600 0" -4
