# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# An empty file.

: >empty.ko
it empty.ko
