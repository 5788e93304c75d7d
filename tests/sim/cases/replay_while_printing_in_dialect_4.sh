# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The same in dialect 4, while the module prints in that moment.

replay "burst 0-1 40 20-600 0" -4
