# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Without a magic that is exact as long as the ring cannot have been full.

ordered_but_for_losses -4 -c 0-3 <<-END
	burst 0-3 2000 20-300 2000 wild
	drained
	request_exit
END
