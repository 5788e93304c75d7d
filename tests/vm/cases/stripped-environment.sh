# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Runs without environment, and with its standard descriptors closed.
# modules: hello

run env -i "$STAPRUN" hello.ko
is 0
stdout_is 'Hello World!'

run bash -c '"$STAPRUN" -o out hello.ko <&- >&- 2>&-'
is 0
[[ $(<out) == 'Hello World!' ]] || fail "the file has: $(<out)"
