# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A global that the script does not have.
# modules: mod1

it "$modules/mod1.ko" unknown=1
