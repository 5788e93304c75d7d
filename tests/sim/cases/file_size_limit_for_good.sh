# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# File size limit for good.

sim -n 2048 <<<"print 0 ready\n"
relay_start -o file
event started.0
until_true test -s "$dir/file" || fail "nothing comes"
prlimit --pid "$relay_pid" --fsize=100000:
tell "burst 0-1 4000 20-300 0"
until_true grep -q '^WARNING: .*: File too large' "$dir/err" || fail "it is not told"
kill -INT "$relay_pid"
event exited
kill -INT "$relay_pid" 2>/dev/null || true
relay_wait
expect_status 1
(($(stat -c %s "$dir/file") == 100000)) || fail "$(stat -c %s "$dir/file") bytes were written"
expect_prefix "$dir/file" 'the file was as large as it may be'
expect_removed
