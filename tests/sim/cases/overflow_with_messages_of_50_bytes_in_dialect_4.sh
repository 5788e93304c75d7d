# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Relay buffers that are run over again and again, by messages of 50 bytes: what came is right, what is lost is told.

overflow_with 50 -4
