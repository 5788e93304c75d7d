# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The largest messages that there are, in large numbers: each is whole and in its order.

ordered -n 4096 <<-END
	burst 0-1 100 131072 0
	drained
	burst 0-1 100 100000-131072 0
	drained
	burst 0-1 100 100000-131072 0
	request_exit
END
