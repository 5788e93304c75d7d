# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The manual pages explain all options of our programs, and no others.

local command page there
for command in staprun stap-merge staprun-authorize; do
	page=$(echo "$top/man/$command".?)
	there=$(grep '^\.It Fl ' "$page" | grep -oE -- 'Fl -?[A-Za-z-]+' | sed 's/^Fl /-/' | grep -vx -- -t | LC_ALL=C sort -u)
	are_options_of "$command" "$page" "$there"
done
