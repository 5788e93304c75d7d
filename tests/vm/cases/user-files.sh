# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What a user has written belongs to that user, who also detaches, attaches and deletes.
# modules: tick

chmod 777 .
run as dev "$STAPRUN" -L tick.ko
is 0
start as dev "$STAPRUN" -A -o out tick
wait_until '[[ -s out ]]'
[[ $(stat -c %U out) == dev ]] || fail "out belongs to $(stat -c %U out)"
finish QUIT
is 0
run as dev "$STAPRUN" -d tick
is 0
