# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -S SIZE,N starts a new file at SIZE megabytes and keeps the last N.
# modules: flood

start "$STAPRUN" -o out -S 1,3 flood.ko
wait_until '[[ -e out.4 ]]'
finish INT
is 0
set -- out.*
(($# == 3)) || fail "there are $# files: $*"
[[ ! -e out.0 && ! -e out.1 ]] || fail "old files are left: $*"
