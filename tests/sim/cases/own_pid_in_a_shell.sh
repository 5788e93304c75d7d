# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# $$ is the command's pid where it takes a shell, too.

own_pid 'echo $$ | cat >pid; sleep 0'
