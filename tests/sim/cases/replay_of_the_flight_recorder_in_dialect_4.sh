# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Replay of the flight recorder in dialect 4.

replay "pause 1" -4
