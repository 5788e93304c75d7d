# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Environment of the command.

sim <<<"print 0 hello\n"
SYSTEMTAP_MODULE=other relay -c 'sh -c "env | grep -E ^SYSTEMTAP_MODULE= >variable"'
[[ $(cat "$dir/variable") == SYSTEMTAP_MODULE=$NAME ]] || fail "in the environment is $(cat "$dir/variable")"
expect_status 0
