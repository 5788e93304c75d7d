# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Holes are proven lost at once.

holes
