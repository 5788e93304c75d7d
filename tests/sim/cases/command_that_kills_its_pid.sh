# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# It kills itself, and not us.

local form
for form in 'sh -c "kill -9 $$"' 'kill -9 $$' 'kill -KILL $$; sleep 10' 'sh -c "kill -9 ${$}; sleep 10"'; do
	sim </dev/null
	relay -c "$form"
	expect_status 1
	[[ $form == 'kill -9 $$' ]] || expect_err '^WARNING: Child process exited with signal 9 \(Killed\)$'
	expect_removed
	sim_end
	rm -f "$dir/removed" "$dir/err" && touch "$dir/err"
done
