# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Own pid in a shell.

own_pid 'echo $$ | cat >pid; sleep 0'
