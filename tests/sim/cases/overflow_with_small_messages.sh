# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Far more than the relay buffers take, of messages of 100 bytes: what came is right, what is lost is told.

overflow_with 100
