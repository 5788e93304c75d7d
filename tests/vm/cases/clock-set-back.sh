# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A clock that is set back again and again does not have the end wait: statistics that no one takes are waited for a second, by
# another clock.
# modules: hello

now=$(date +%s)
mkfifo numbers
exec {unread}<>numbers
head -c 65536 /dev/zero >numbers
while date -s "@$now" >/dev/null; do :; done &
setter=$!
trap 'kill $setter; wait $setter; date -s "@$now" >/dev/null' EXIT
run "$STAPRUN" --stats numbers hello.ko
is 0
stdout_is 'Hello World!'
