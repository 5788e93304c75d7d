# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -r without a number.
# modules: remote

it -r nonsense "$modules/remote.ko"
