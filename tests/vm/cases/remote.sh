# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -r tells the script who it is among several.
# on each release
# modules: remote

run "$STAPRUN" -r 3:ssh://host:22 remote.ko
is 0
stdout_is '3 ssh://host:22'
run "$STAPRUN" remote.ko -r 0:unix:/run/x
is 0
stdout_is '0 unix:/run/x'
