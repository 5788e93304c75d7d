# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What finds no room in between is counted, and told when there is some.

sim </dev/null
full
relay_start
event started.0
many_warnings 900 >"$dir/more"
mapfile -t more <"$dir/more"
tell "${more[@]}"
tell request_exit
until_true test -s "$dir/removed" || fail "what is said holds up the removal"
tr -d "\0" <"$dir/full" >"$dir/read" {full}>&- &
exec {full}>&-
relay_wait
wait $!
local came told
came=$(grep -c '^WARNING: number' "$dir/read")
# It may be told more than once, as room comes and goes.
told=$(sed -n 's/^WARNING: \([0-9]*\) lines were not said here: there was no room for them\.$/\1/p' "$dir/read" | paste -sd+)
((came < 900 && came + told == 900)) || fail "$came came, and $told are said to be missing"
