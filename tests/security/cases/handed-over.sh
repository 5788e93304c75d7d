# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What the caller hands over to be loaded comes byte by byte, and no one but the loader has it then: where it is less or more
# than was said, or comes in other ways than it should, nothing is loaded, for who may load anything, too. A file that only
# the caller may read is loaded for the caller.
# modules: hello
chmod 777 .
# hands HOW: what comes of that
hands() {
	printf '#!/bin/sh\nexec /suite/attack hand %s "$PWD/hello.ko" "$@"\n' "$1" >stapio && chmod 755 stapio
	run as dev env SYSTEMTAP_STAPIO="$PWD/stapio" "$STAPRUN" hello.ko
	is 0
}
for how in less more wide huge none signature-huge signature-negative; do
	hands $how
	stdout_has 'the loader ended with 1'
	not_loaded hello
done
for how in signature-unreadable signature-less; do
	hands $how
	stdout_has 'the loader ended with 255'
	not_loaded hello
done

# On a file system of the caller's own, which root may not read.
grep -qw fuse /proc/filesystems || insmod /suite/fuse.ko || fail 'no FUSE'
mkdir mounted && chown dev:dev mounted
chmod 755 .
start /suite/hangfs mounted '' hello.ko
hangfs=$bg
wait_until 'more_than 0'
true_that '! cat mounted/hang.ko >/dev/null 2>&1'
run as dev "$STAPRUN" mounted/hang.ko
is 0
stdout_is 'Hello World!'
run "$STAPRUN" mounted/hang.ko
is 1
stderr_has 'Root may not read it'
umount -l mounted
kill "$hangfs"
rmmod fuse || :
