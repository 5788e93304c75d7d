# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -A of a module that is not loaded.

it -A nosuch
