# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A next file that was renamed leaves its number to the one behind it, and so its name; one that is there does not.

sim <<<"print 0 ready\n"
relay_start -o log
event started.0
next_file
goes_on_in log.1
printed one log.1
mv "$dir/log.1" "$dir/kept"
next_file
goes_on_in log.1
printed two log.1
next_file
goes_on_in log.2
printed three log.2
tell request_exit
relay_wait
expect_good_run "$dir/log" "$dir/kept" "$dir/log.1" "$dir/log.2"
