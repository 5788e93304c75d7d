# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# With so much in the rings that they may have been full, frames cut short are looked for: those of which a script can
# know are old, and are not taken for it.

ordered -c 0-3 -n 4096 <<-END
	burst 0-3 5000 20-900 0 old
	request_exit
END
