# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# USR2 begins the next file.
# modules: tick

begin -o out "$modules/tick.ko"
goes_on 2 out
kill -USR2 "$bg"
goes_on 2 out.1
kill -USR2 "$bg"
goes_on 2 out.2
ends INT
cat out out.1 out.2 >all
rm -f out out.1 out.2
