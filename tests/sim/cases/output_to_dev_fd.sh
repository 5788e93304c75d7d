# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# /dev/fd/7 is the caller's descriptor: what was in it stays.

into_seven /dev/fd/7
