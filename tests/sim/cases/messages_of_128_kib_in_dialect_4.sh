# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The same in dialect 4, but for what the module itself drops.

ordered_but_for_losses -4 -n 4096 <<-END
	burst 0-1 40 131072 0
	burst 0-1 100 100000-131072 100
	request_exit
END
