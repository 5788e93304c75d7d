# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Order of 16 cpus as it comes.

ordered -c 0-15 -n 1024 <<-END
	burst 0-15 1000 20-2000 2000
	request_exit
END
