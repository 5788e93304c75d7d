# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# logrotate: the file is renamed, and then a signal comes.
# modules: tick

begin -o log "$modules/tick.ko"
goes_on 2 log
mv log log.1
kill -USR2 "$bg"
running '[[ -s log ]]'
ends INT
shows '[[ $(head -n 1 log.1) == "tick 1" ]] || echo the history is gone'
shows 'cat log.1 log'
rm -f log*
