# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A text named like a module.

echo text >text.ko
it text.ko
