# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -d of a module that is not loaded.

it -d nosuch
