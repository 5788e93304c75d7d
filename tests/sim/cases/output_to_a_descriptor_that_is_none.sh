# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# No number means what we have open: the module's folder, trace files, or what we wait on.

local fd
sim <<<"$lines"$'\nrequest_exit'
for fd in {3..40} 255 1023 99999; do
	[[ -e /proc/self/fd/$fd && $fd != 3 ]] ||
		no_output "/dev/fd/$fd" "Couldn't open output file /dev/fd/$fd: the caller has no such descriptor open."
done
no_output /dev/stdin "Couldn't open output file /dev/stdin: the caller has it open to read only."
exec 7>"$dir/seven"
no_output /dev/fd/7 "-S needs the name of a file in -o: /dev/fd/7 is a descriptor." -S 1
no_output /dev/fd/007x "Couldn't open output file /dev/fd/007x: No such file or directory"
exec 7>&-
sim_end
