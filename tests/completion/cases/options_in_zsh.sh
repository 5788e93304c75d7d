# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The file for zsh has all options of our programs, and no others.

local command there
for command in staprun stap-merge staprun-authorize; do
	there=$(sed -n "/^$command)/,/;;/p" "$top/completion/_staprun" | grep -vE "^$command\)|_arguments" |
		sed -E "s/\(-[^)]*\)//g; s/\[.*//" | grep -oE -- "(^|[{',])--?[A-Za-z-]+" | grep -oE -- '--?[A-Za-z-]+' | sed 's/-$//' | LC_ALL=C sort -u)
	are_options_of "$command" "zsh, $command" "$(grep -vx -- -t <<<"$there")"
done
