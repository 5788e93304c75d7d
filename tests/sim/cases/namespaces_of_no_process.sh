# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -N of a process that there is not is an error in the peers' words, and nothing runs.

local pid
pid=$(no_process)
sim <<<'print 0 never\n'
relay -N "$pid"
expect_status 1
echo "Failed to open file '/proc/$pid/ns/mnt': No such file or directory" | cmp -s - "$dir/err" || fail "not what is right: $(cat "$dir/err")"
(($(happened 'start -?[0-9]+') == 0)) || fail "probes were started"
[[ ! -s $dir/out ]] || fail "probes ran"
