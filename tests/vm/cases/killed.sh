# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A killed stapio leaves no module loaded, unless it had been detached from.
# modules: tick

start "$STAPRUN" tick.ko
wait_until 'more_than 0'
finish KILL
gone tick

run "$STAPRUN" -L tick.ko
loaded tick
start "$STAPRUN" -A tick
wait_until 'more_than 0'
finish QUIT
loaded tick
run "$STAPRUN" -d tick
is 0

# Killed with all of its process group, or as a daemon.
start "$STAPRUN" tick.ko
wait_until 'more_than 0'
kill -KILL -- "-$bg"
gone tick
run "$STAPRUN" -D -o out tick.ko
is 0
kill -KILL "$(<"$captured/stdout")"
gone tick
