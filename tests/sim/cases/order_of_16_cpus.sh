# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Order of 16 cpus.

ordered -c 0-15 -n 4096 <<-END
	burst 0-15 4000 20-200 0
	request_exit
END
