# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# USR2 does nothing without -o.
# modules: tick

start "$STAPRUN" tick.ko
wait_until 'more_than 0'
kill -USR2 "$bg"
# shellcheck disable=SC2034 # the condition uses it
seen=$(lines "$bg_stdout")
wait_until '(($(lines "$bg_stdout") > seen + 1))'
finish INT
is 0
