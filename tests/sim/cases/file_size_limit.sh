# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A file as large as the shell allows (ulimit -f) is like a full disk: no signal ends us, and what was not written is counted,
# or written once the limit is raised.

sim -n 2048 <<<"print 0 ready\n"
relay_start -o file
event started.0
until_true test -s "$dir/file" || fail "nothing comes"
prlimit --pid "$relay_pid" --fsize=100000:
tell "burst 0-1 4000 20-300 0"
until_true grep -q '^WARNING: .*: File too large' "$dir/err" || fail "it is not told"
tell "burst 0-1 10 20-300 0"
prlimit --pid "$relay_pid" --fsize=unlimited:
tell drained request_exit
relay_wait
expect_status 0
(($(grep -c 'File too large' "$dir/err") == 1)) || fail "it is told more than once"
expect_stream "$dir/file"
expect_all_printed
expect_removed
