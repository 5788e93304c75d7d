# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The file is copied and emptied by logrotate: what comes next is at its beginning, and nothing is lost.

sim <<<"print 0 ready\n"
relay_start -o log
printed one log
cp "$dir/log" "$dir/log.1"
: >"$dir/log"
printed two log
tell request_exit
relay_wait
expect_good_run "$dir"/log{.1,}
