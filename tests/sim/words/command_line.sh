# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Words that several cases have in common (command_line).

# says ARG...: what stapio says on either stream, in order, in $dir/said; its status in $status
says() { status=0 && TERM=xterm "$stapio" "$@" >"$dir/said" 2>&1 </dev/null || status=$?; }
