# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Order of 2 cpus.

ordered -n 4096 <<-END
	burst 0-1 20000 20-200 0
	request_exit
END
