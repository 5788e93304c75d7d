# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A file as large as the shell allows (ulimit -f) is like a full disk: no signal ends us, and what was not written is counted,
# or written once the limit is raised.

reach_file_size_limit
tell "burst 0-1 10 20-300 0"
prlimit --pid "$relay_pid" --fsize=unlimited:
tell drained request_exit
relay_wait
expect_status 0
(($(grep -c 'File too large' "$dir/err") == 1)) || fail "it is told more than once"
expect_stream "$dir/file"
expect_all_printed
expect_removed
