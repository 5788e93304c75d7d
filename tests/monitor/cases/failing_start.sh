# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# A script whose probes do not start leaves its error on the normal screen.
# sizes: 80x24

monitor <<-'END'
	on start
	oob ERROR: no luck
	start_result -1
END
shows 'ERROR: no luck' && shows 'status 1' && restored
