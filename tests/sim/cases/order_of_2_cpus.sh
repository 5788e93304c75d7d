# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Two CPUs print at once, as fast as it goes: it comes in the order of the numbers.

ordered -n 4096 <<-END
	burst 0-1 20000 20-200 0
	request_exit
END
