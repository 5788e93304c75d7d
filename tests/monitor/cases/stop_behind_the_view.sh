# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# When the view is over, what the session still does can be stopped, and goes on.
# sizes: 80x24

quiet
order 0 1 2 3 4 5
cat >"$dir/slow" <<-END
	#!/bin/sh
	until [ -e $dir/go ]; do sleep 0.05; done
	echo "\$*" >>$dir/removed
END
chmod +x "$dir/slow" && mv "$dir/slow" "$dir/staprun"
local pid
pid=$(stapio_pid)
keys q
until_true normal_screen || fail "the view is still there"
keys C-z && shows Stopped
until_true grep -q 'T (stopped)' "/proc/$pid/status" || fail "it does not stop"
keys fg Enter
touch "$dir/go"
until_true test ! -e "/proc/$pid" || fail "stapio is still there"
[[ $(<"$dir/removed") == *sim_module ]] || fail "the module was not removed"
restored
