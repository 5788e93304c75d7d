# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What a script has run by system() prints to standard output, and none is left as a zombie, however it ends.

no_zombies() { ! pgrep -P "$relay_pid" -r Z >/dev/null; }

sim <<<"system echo one; echo \$0 two >$dir/two"
relay_start
until_true test -s "$dir/two" || fail "the command does not run"
[[ $(cat "$dir/out") == one ]] || fail "its output is not on standard output"
tell "system exit 3" "system kill -KILL \$\$"
until_true no_zombies || fail "it leaves a zombie"
tell request_exit
relay_wait
expect_status 0
expect_quiet
expect_removed
