# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # what they share
#
# A folder that is none of the kernel's, nor on a file system of the caller's own, is no module's, whatever is in it.

mkdir "$dir/fake" && : >"$dir/fake/.cmd" && : >"$dir/fake/trace0"
status=0
"$stapio" -F 3 -- "$NAME" 3<"$dir/fake" >"$dir/out" 2>"$dir/err" || status=$?
[[ $status == 1 ]] || fail "status $status"
expect_err "^ERROR: The folder of module $NAME is not where the kernel has those of modules: run staprun, which finds it\.$"
