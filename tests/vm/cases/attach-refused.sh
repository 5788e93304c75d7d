# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -A needs a module that is loaded and that no one is attached to.
# modules: tick

run "$STAPRUN" -A tick
is 1
stdout_is ''
stderr_has 'ERROR: Cannot attach to module tick control channel; not running?'

start "$STAPRUN" tick.ko
wait_until 'more_than 0'
run "$STAPRUN" -A tick
is 1
stderr_has 'ERROR: Cannot attach to module tick control channel; not running?'
finish INT
is 0
