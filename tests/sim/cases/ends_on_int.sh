# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# An interrupt ends the session, with the end probes' output.

ends_on INT
