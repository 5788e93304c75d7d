# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A file that is not there has no unknown symbols.

run "$STAPRUN" nosuch.ko
is 1
stderr_lacks 'Unknown symbol'
