# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What the loader is asked for comes from a process that is wholly the caller's: whatever it says, with strings that have no
# end, numbers that mean nothing, too little or too much of all, the loader does nothing that staprun would not have done
# for the same caller, and comes to an end of its own.
# modules: tick
chmod 777 .
start "$STAPRUN" tick.ko # root's
wait_until 'grep -q . "$bg_stdout"'
# ask USER KIND BYTE SIZE [NAME]
ask() {
	printf '#!/bin/sh\nexec /suite/attack request %s "$@"\n' "$2 $3 $4 '${5-}'" >stapio && chmod 755 stapio
	run as "$1" env SYSTEMTAP_STAPIO="$PWD/stapio" "$STAPRUN" tick.ko
	is 0
	stdout_has 'the loader ended with'
}
for user in dev usr; do
	for kind in 0 1 2; do # load, attach, remove
		for byte in 0 42 47 97 255; do ask $user $kind $byte 80000; done
	done
	for kind in -1 3 2147483647; do ask $user $kind 97 80000; done
	for size in 1 4 5 200 4300 4400 4500 69000 70000 71000 200000; do ask $user 0 97 $size; done
done
# By name, as if stapio had never looked at it: it is another's.
for user in dev usr; do
	ask $user 1 0 80000 tick
	stdout_is 'the loader ended with 1'
	for names in tick '*' 'tick tick'; do
		ask $user 2 0 80000 "$names"
		stdout_is 'the loader ended with 0' # after telling
	done
done
ask usr 0 0 80000 ./tick.ko # without the file
stdout_is 'the loader ended with 1'
true_that 'running $bg && is_loaded tick'
finish INT
is 0
wait_until 'none_of staprun stap-keeper'
not_loaded tick
# Who says nothing at all leaves no loader behind.
printf '#!/bin/sh\n' >stapio
run as dev env SYSTEMTAP_STAPIO="$PWD/stapio" "$STAPRUN" tick.ko
is 0
wait_until 'none_of staprun stap-keeper'
not_loaded tick
