# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# 2>&1 into one pipe: what the script prints and its warnings both come, in an order that is no one's to say.

sim <<<"print 0 hello\n"$'\ndrained\noob WARNING: careful\\n\nrequest_exit'
(
	cd "$dir" || exit
	exec 3<"$dir/module" {control}>&-
	SYSTEMTAP_STAPRUN="$dir/staprun" "${wrap[@]}" "$stapio" -F 3 -- "$NAME" </dev/null 2>&1 | sort >"$dir/both"
)
[[ $(<"$dir/both") == $'WARNING: careful\nhello' ]] || fail "this came: $(<"$dir/both")"
