# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A file system of which reads wait for ever does not keep who interrupts the run; nothing is loaded when it answers after all.
# One that is the caller's own, which root may not read, is said to be that.
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
stderr_has 'ERROR: Interrupted: the process that loads the module does not answer.'
stderr_has 'mounted/hang.ko'
umount -l mounted
kill "$hangfs"
wait_until '[[ -z $(pidof staprun stapio) ]]'

start /suite/hangfs mounted ''
hangfs=$bg
wait_until 'more_than 0'
run as dev "$STAPRUN" mounted/hang.ko
is 1
stderr_has 'You may read it, and root may not'
umount -l mounted
kill "$hangfs"
rmmod fuse || :
