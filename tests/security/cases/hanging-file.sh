# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A file system of which reads wait for ever does not keep who interrupts the run; nothing is left of it.
# modules: hello
grep -qw fuse /proc/filesystems || insmod /suite/fuse.ko || fail 'no FUSE'
mkdir -m 755 mounted && chown dev:dev mounted && chmod 755 .
start /suite/hangfs mounted allow_other
hangfs=$bg
wait_until 'more_than 0'
mv "$bg_stdout" served # which goes on
# The run, and what it says.
start as dev "$STAPRUN" mounted/hang.ko
wait_until 'grep -q reading served'
finish TERM
true_that '((status != 0))'
stdout_is ''
stderr_has "ERROR: Interrupted: 'mounted/hang.ko' could not be read."
stderr_has 'The file system that it is on does not answer.'
# The child that reads is gone when the file system is, and asks for nothing any more.
umount -l mounted
kill "$hangfs"
wait_until 'none_of staprun stapio'

# One that answers no more once the module has been read: the session has no need of it.
start /suite/hangfs mounted allow_other hello.ko once
hangfs=$bg
wait_until 'more_than 0'
mv "$bg_stdout" served
start as dev "$STAPRUN" mounted/hang.ko var2=x
finish
is 0
stdout_is 'Hello World!'
stderr_is "WARNING: Module hello has no 'var2' to set: its script has no such global."
kill "$hangfs" # first: an older umount asks it what "mounted" is
umount -l mounted

# One that does not answer who closes a file: the loader does so while nothing is loaded.
start /suite/hangfs mounted allow_other hello.ko closing
hangfs=$bg
wait_until 'more_than 0'
mv "$bg_stdout" served
start as dev /suite/attack reading mounted/hang.ko "$STAPRUN" hello.ko
wait_until 'grep -q closing served'
true_that '[[ ! -d $folders/hello ]]'
kill "$hangfs"
umount -l mounted
finish
is 0
stdout_is 'Hello World!'
rmmod fuse || :
