# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A file that is not there has no unknown symbols.
# peer-differs: adds that the module has an unknown symbol

run "$STAPRUN" nosuch.ko
is 1
stderr_lacks 'Unknown symbol'
