# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# $$ is the command's pid, however deep in quotes.

own_pid 'sh -c "sh -c \"echo $$\" >pid"'
