# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What -c runs knows its own pid, which is the script's target.

sim <<<$'on start\nprint 0 hello\\n' # before the command, which may be gone before anything else
# shellcheck disable=SC2016 # for wordexp
relay -c 'sh -c "echo $$ >pid; echo \$\$ >>pid"'
until_true test -s "$dir/removed" || fail "it does not end with its command"
(($(sort -u "$dir/pid" | wc -l) == 1)) || fail "the command is $(sed -n 2p "$dir/pid"), and is told $(sed -n 1p "$dir/pid")"
(($(happened "start $(head -n 1 "$dir/pid")") == 1)) || fail "the target is another: $(cat "$dir/pid")"
expect_status 0
