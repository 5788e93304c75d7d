# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# $$ is the command's pid in $(...), too.

own_pid 'sh -c "echo $(echo $$) >pid"'
