# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What a killed stapio leaves behind can be attached to again and deleted.
# modules: tick

start "$STAPRUN" tick.ko
wait_until '(($(lines "$bg_stdout") > 0))'
kill -KILL "$bg"
wait_until '! running "$bg"'
loaded tick
start "$STAPRUN" -A tick
wait_until '(($(lines "$bg_stdout") > 0))'
finish QUIT
is 0
run "$STAPRUN" -d tick
is 0
