# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Where it is no terminal, or a poor one: the output as ever, and a line on standard error each period, and no word of a
# status that is gone: a module that ends takes it away before all else.
# sizes: 80x24

to="2>err | cat >out" monitor <<-'END'
	print 0 one\n
	burst 0 100 40 0
END
until_true grep -q 'monreal up 00:00:03, 6 of 6 probes on, 6207 hits, x 178(count)' "$dir/err" || fail "no status on stderr"
rm "$dir/proc/monitor_status"
tell "pause 1500" request_exit
until_true grep -q '^status 0' out || fail "it did not end well"
[[ $(wc -l <out) == 102 && $(head -n 1 out) == one ]] || fail "not the output"
! grep -v '^monreal up ' "$dir/err" || fail "what is that"
