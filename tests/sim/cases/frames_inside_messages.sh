# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What a script prints may look like frames.

ordered -c 0-3 <<-END
	burst 0-3 2000 20-300 2000 wild
	drained
	request_exit
END
