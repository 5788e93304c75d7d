# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Own pid in a nested shell.

own_pid 'sh -c "sh -c \"echo $$\" >pid"'
