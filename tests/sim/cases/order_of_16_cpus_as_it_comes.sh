# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# 16 CPUs print for some seconds: what is read bit by bit comes in the order of the numbers, too.

ordered -c 0-15 -n 1024 <<-END
	burst 0-15 1000 20-2000 2000
	request_exit
END
