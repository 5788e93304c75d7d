# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A name that is in no folder.

it nosuch
