# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# After a crash the terminal is as it was before.
# sizes: 80x24

quiet
order 0 1 2 3 4 5
kill -SEGV "$(stapio_pid)"
shows 'status 139' && restored
