# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Four interrupts leave at once, too, whether the first three have been taken or not.

three_more() {
	kill -STOP "$relay_pid"
	kill -TERM "$relay_pid" && kill -HUP "$relay_pid" && kill -INT "$relay_pid"
	kill -CONT "$relay_pid"
}
leaves three_more
expect_status 1
expect_said <<<"WARNING: Module $NAME still runs its end probes; it is removed when they are done."
