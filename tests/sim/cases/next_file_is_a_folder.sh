# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The name is taken by a folder: the next number is free.

mkdir "$dir/log.1"
sim <<<"print 0 ready\n"
relay_start -o log
printed one log
next_file
goes_on_in log.2
printed two log.2
tell request_exit
relay_wait
expect_good_run "$dir"/log{,.2}
