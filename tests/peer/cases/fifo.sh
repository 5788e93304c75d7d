# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A FIFO named like a module.

mkfifo -m 666 fifo.ko
line 'timeout 5 "$STAPRUN" fifo.ko'
