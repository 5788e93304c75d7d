# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Which privilege level the module is told.
# modules: credentials

it -L "$modules/credentials.ko"
shows 'cat /proc/systemtap/credentials/levels'
it -d credentials
