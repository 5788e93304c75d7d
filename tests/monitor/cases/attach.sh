# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# -A -M shows the probes, and what was printed before.
# sizes: 80x24

monitor -A <<-'END'
	on load
	already_started
	print 0 from before\n
END
order 0 1 2 3 4 5 && shows 'from before'
keys q && restored
