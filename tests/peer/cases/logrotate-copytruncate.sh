# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# logrotate with copytruncate: the file is copied, and then emptied under its writer.
# modules: tick

begin -o log "$modules/tick.ko"
goes_on 2 log
cp log log.1
: >log
running '[[ -s log ]]'
ends INT
shows '[[ $(tr -d "\0" <log | wc -c) == $(wc -c <log) ]] || echo a hole'
rm -f log*
