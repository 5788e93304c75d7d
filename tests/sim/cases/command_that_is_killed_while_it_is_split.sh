# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A command whose process is killed while it still finds out what its words are: that is told, nothing runs, and the module goes.

((!slow)) || exit 0
mkdir "$dir/globbed"
wrap=(strace -D -f -qq -o "$dir/calls" -P "$dir/globbed" -e trace=getdents64 -e inject=getdents64:signal=KILL)
sim <<<"print 0 hello\n"
relay -c "touch ran $dir/globbed/*"
expect_status 1
expect_said <<<"WARNING: Child process exited with signal 9 (Killed)"
(($(happened 'start .*') == 0)) || fail "the probes were started"
[[ ! -e $dir/ran ]] || fail "it ran"
expect_removed
