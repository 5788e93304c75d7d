# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# 16 CPUs print at once, as fast as it goes: it comes in the order of the numbers.

ordered -c 0-15 -n 4096 <<-END
	burst 0-15 4000 20-200 0
	request_exit
END
