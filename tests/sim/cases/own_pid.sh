# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Own pid.

own_pid 'sh -c "echo $$ >pid"'
