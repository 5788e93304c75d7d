# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Replay of the flight recorder.

replay "pause 1"
