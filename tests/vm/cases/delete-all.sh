# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -d "*" removes all modules that no one is attached to, and only those.
# modules: tick recorder

run "$STAPRUN" -L tick.ko
is 0
start "$STAPRUN" recorder.ko
wait_until 'more_than 0'
run "$STAPRUN" -d '*'
is 0
not_loaded tick
loaded recorder
finish INT
is 0
