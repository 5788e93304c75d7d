# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A run starts no matter what descriptors, limits and signals it inherits.
# modules: hello

exec 7</etc/passwd 8<.
trap '' PIPE
ulimit -c unlimited
run bash -c 'trap "" INT QUIT TERM CHLD; exec "$STAPRUN" hello.ko'
is 0
stdout_is 'Hello World!'
