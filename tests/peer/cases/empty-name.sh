# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# An empty word for the module.

it ''
