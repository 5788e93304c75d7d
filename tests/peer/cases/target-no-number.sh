# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -x with a word.
# modules: target

it -x abc "$modules/target.ko"
