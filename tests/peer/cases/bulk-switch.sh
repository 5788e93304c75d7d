# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# USR2 in bulk mode.
# modules: bulkturns

# Lines until one is in the next file, however many that takes.
begin -o out "$modules/bulkturns.ko"
running '[[ -e /proc/systemtap/bulkturns/next && -e out_1 ]]'
kill -USR2 "$bg"
running '{ taskset 2 sh -c "echo >/proc/systemtap/bulkturns/next"; [[ -s out_cpu1.1 ]]; }'
ends INT
truncate -s 0 out_*
