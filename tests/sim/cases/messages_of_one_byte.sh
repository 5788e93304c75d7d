# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The smallest messages, of which most of the bytes are headers: each is whole and in its order.

ordered -n 1024 <<-END
	burst 0-1 5000 1-3 0
	request_exit
END
