# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What finds no room in between is counted, and told when there is some.

sim </dev/null
full
relay_start
too_little_room
