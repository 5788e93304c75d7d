# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# When the script ends first the command of -c goes on running.
# modules: hello

run "$STAPRUN" -c 'sleep 300' hello.ko
is 0
stdout_is 'Hello World!'
wait_until 'pidof sleep >/dev/null'
kill "$(pidof sleep)"
