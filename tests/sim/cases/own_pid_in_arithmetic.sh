# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Own pid in arithmetic.

own_pid 'sh -c "echo $(( $$ + 0 )) >pid"'
