# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# While end probes run for long all else goes on: totals are told, and a third interrupt leaves at once. The module goes
# when its end probes are done, also when stapio is killed meanwhile.
# cpus: 2
# modules: slowend

begin() {
	start "$STAPRUN" slowend.ko seconds=60
	wait_until '[[ $(<"$bg_stdout") == begin ]]'
	kill -INT "$bg"
	wait_until ending
}
over() { echo 1 >/sys/module/slowend/parameters/over; }
trap '! is_loaded slowend || over' EXIT # a case that fails leaves no processor busy
# The process that writes EXIT is stapio's child and has its name.
ending() {
	grep -ls "^PPid:.$bg$" /proc/[0-9]*/status | xargs -r grep -q '^Name:.stapio$'
}

begin
kill -USR1 "$bg"
wait_until 'grep -q " messages, " "$bg_stderr"'
ending || fail 'the end probe is over: the case is no good'
over
finish
is 0
stdout_is $'begin\nthe end begins\nend'
not_loaded slowend

begin
kill -INT "$bg"
pause 0.5
running "$bg" || fail 'it left at the second interrupt'
ending || fail 'the end probe is over: the case is no good'
kill -TERM "$bg"
wait_until '! running $bg'
loaded slowend
over
finish
is 1
stderr_is 'WARNING: Module slowend still runs its end probes; it is removed when they are done.'
gone slowend

# What is killed then has gone when the processor of the end probe is free: the thread that reads there is bound to it.
begin
kill -KILL "$bg"
loaded slowend
over
finish
is 137
gone slowend
