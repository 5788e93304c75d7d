# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What relay buffers that were full have lost is told to the message, and what came is right.

overflow '' 10-2000
