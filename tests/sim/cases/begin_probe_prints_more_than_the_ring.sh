# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A begin probe that prints much more than the ring holds: it is read while START is still being written.

sim -c 0 -n 512 <<-END
	on start
	burst 0 40000 100 10000
	mark begin probe done
	on run
	request_exit
END
relay_start
until_true test -s "$dir/out" || fail "nothing comes"
(($(happened 'begin probe done') == 0)) || fail "nothing came before the begin probe was done"
relay_wait
expect_good_run
