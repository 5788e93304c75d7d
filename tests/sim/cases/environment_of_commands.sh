# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What commands find in their environment: the peers set it, too, and what the caller has under that name is not it.

sim <<<"system env >environment.new && mv environment.new environment"
SYSTEMTAP_MODULE=callers SYSTEMTAP_VERBOSE=1 relay -v -c "sh -c 'env >$dir/command; until [ -e environment ]; do sleep 0.02; done'"
expect_status 0
local file
for file in command environment; do
	[[ $(grep -E '^SYSTEMTAP_(MODULE|VERBOSE)=' "$dir/$file" | sort | tr '\n' ' ') == "SYSTEMTAP_MODULE=$NAME SYSTEMTAP_VERBOSE=2 " ]] ||
		fail "$file: $(grep '^SYSTEMTAP_' "$dir/$file")"
done
