# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# $$ in -c is the pid of the command, which is the target.

own_pid 'sh -c "echo $$ >pid"'
