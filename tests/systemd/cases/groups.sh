# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# systemd has made the groups when it booted, with the numbers that they have elsewhere.
# modules: hello

run getent group stapusr stapsys stapdev
is 0
stdout_is $'stapusr:x:156:dev\nstapsys:x:157:\nstapdev:x:158:dev'
run as dev "$STAPRUN" hello.ko
is 0
