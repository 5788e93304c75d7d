# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Messages of 128 kib.

ordered -n 4096 <<-END
	burst 0-1 100 131072 0
	drained
	burst 0-1 100 100000-131072 0
	drained
	burst 0-1 100 100000-131072 0
	request_exit
END
