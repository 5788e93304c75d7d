# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A module of 4.x that refuses -N runs nothing.

sim -4 <<<$'on load\nrefuse 18\non run\nprint 0 never\\n'
relay -N $$
refused '^ERROR: .*\(-N\)'
