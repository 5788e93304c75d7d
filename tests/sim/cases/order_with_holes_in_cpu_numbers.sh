# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# CPUs need not have numbers without holes.

ordered -c 0,3,4,9 <<-END
	burst 0,3,4,9 200 20-100 0
	request_exit
END
