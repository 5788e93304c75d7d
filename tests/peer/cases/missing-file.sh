# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# There is no such file.

it nosuch.ko
