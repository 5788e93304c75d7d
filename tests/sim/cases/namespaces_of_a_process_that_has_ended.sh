# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A process that has ended, and for which no one has asked yet, has no mounts to see: nothing runs.

local zombie
cd "$dir" || fail "no folder"
python3 -c 'import os, time
ended = os.fork() or os._exit(0)
with open("new", "w") as file: file.write(str(ended))
os.rename("new", "zombie")
time.sleep(1000)' &
until_true test -s zombie || fail "there is no process"
zombie=$(<zombie)
until_true grep -q '^State:.Z' "/proc/$zombie/status" || fail "it does not end"
sim <<<'print 0 never\n'
relay -N "$zombie"
expect_status 1
expect_said <<<"Failed to open file '/proc/$zombie/ns/mnt': No such file or directory"
(($(happened 'start -?[0-9]+') == 0)) || fail "probes were started"
expect_removed
kill $!
