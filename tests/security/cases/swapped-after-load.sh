# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The loader can be stopped by the user that it loads for. Who removes the module at that moment, and has another of its
# name loaded, gets no credentials for that one that were granted for the first; and the loader, when it gives up,
# does not remove a module of someone else's, nor one that is not SystemTap's.
# modules: credentials
blessed=/lib/modules/$(uname -r)/systemtap
mkdir -p "$blessed/sub" && cp credentials.ko "$blessed" && cp credentials.ko "$blessed/sub"
# One byte of the other's build id, in its note, whose sizes have the machine's order: the kernel does not look at it.
at=$(xxd -p credentials.ko | tr -d '\n' | awk 'match($0, /(040000001400000003000000|000000040000001400000003)474e5500/) { print (RSTART + RLENGTH - 1) / 2 }')
byte=$(xxd -p -s "$at" -l 1 credentials.ko)
printf '%b' "\\x$(printf '%02x' $((0x$byte ^ 1)))" | dd of="$blessed/sub/credentials.ko" bs=1 seek="$at" conv=notrunc 2>/dev/null
true_that '! cmp -s "$blessed/credentials.ko" "$blessed/sub/credentials.ko"'

# Stops the loader of USER's run, in $loader, while the kernel still starts the module, then removes that one. To be
# quicker than the loader takes an attacker, too, more than one try: one that came too late is let go and undone. (He does not
# look for the module's own files: who looks one up before the module has said whose it is sees root's from then on.)
stop_after_load() { # USER
	local children tries
	for ((tries = 0; tries < 50; tries++)); do
		children=
		start as "$1" "$STAPRUN" -L credentials
		until [[ $children ]]; do read -r children <"/proc/$bg/task/$bg/children"; done
		loader=$children
		until [[ -e /sys/module/credentials/initstate ]]; do :; done
		kill -STOP "$loader" 2>/dev/null
		wait_until '[[ ! -e /proc/$loader || $(cut -d" " -f3 "/proc/$loader/stat") == [TZ] ]]'
		wait_until '[[ $(</sys/module/credentials/initstate) == live ]]'
		if [[ -e /proc/$loader && ! -e /proc/systemtap/credentials/levels &&
			$(cut -d" " -f3 "/proc/$loader/stat") == T && $(ls -l "/proc/$loader/fd") != *"$folders"/* ]]; then
			break
		fi
		kill -CONT "$loader" 2>/dev/null
		finish
		run as "$1" "$STAPRUN" -d credentials
		is 0
	done
	run as "$1" "$STAPRUN" -d credentials
	is 0
	not_loaded credentials
}
stop_after_load usr
run as usr "$STAPRUN" -L "$blessed/sub/credentials.ko"
is 0
true_that '[[ $(</proc/systemtap/credentials/levels) == 14 ]]' # its own, for now
kill -CONT "$loader"
wait_until '[[ $(</proc/systemtap/credentials/levels) == 2 ]]'
finish TERM
stderr_has 'make sure that the module is the one loaded'
not_loaded credentials

stop_after_load usr
run as dev "$STAPRUN" -L credentials.ko
is 0
kill -CONT "$loader"
finish
true_that '((status != 0))'
loaded credentials
run as dev "$STAPRUN" -d credentials
is 0
rm -rf "$blessed"
