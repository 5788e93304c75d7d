# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What a daemon has to say goes to syslog; its files are complete when it is ended.
# modules: warn tick

# A syslog that keeps what it is told.
busybox syslogd -n -O messages -S &
syslog=$!
trap 'kill $syslog' EXIT
wait_until '[[ -S /dev/log ]]'
run "$STAPRUN" -D -o out tick.ko
is 0
pid=$(<"$captured/stdout")
wait_until 'more_than 1 out'
kill -USR1 "$pid"
wait_until 'grep -q "stapio\[$pid\]: .*messages, .*bytes" messages'
kill -TERM "$pid"
gone tick
file_has out end
