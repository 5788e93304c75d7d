# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Ignored signals, a narrow umask, a core limit and a descriptor of the caller's.
# modules: hello

line 'trap "" PIPE INT QUIT TERM CHLD; umask 077; ulimit -c unlimited; exec 7</etc/passwd; exec "$STAPRUN" -o out "$modules/hello.ko"'
