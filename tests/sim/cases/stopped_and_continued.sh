# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Nothing is lost while the ring has room.

sim -n 1024 <<-END
	burst 0-1 8000 20-200 4000
	request_exit
END
relay_start
for _ in {1..8}; do
	kill -STOP "$relay_pid"
	sleep 0.1
	kill -CONT "$relay_pid"
	sleep 0.1
done
relay_wait
expect_good_run
