# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# On a terminal all of it comes, byte for byte.

sim <<<"$lines"$'\nrequest_exit'
cat >"$dir/in-terminal" <<-END
	cd "$dir" || exit
	stty raw
	SYSTEMTAP_STAPRUN="$dir/staprun" ${wrap[*]} "$stapio" -F 3 -- $NAME 3<"$dir/module" 2>"$dir/err"
END
status=0
script -E never -qec "bash $dir/in-terminal" /dev/null </dev/null >"$dir/out" || status=$?
forgive_valgrind
expect_good_run
