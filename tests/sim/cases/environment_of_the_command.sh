# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The command finds the module's name in SYSTEMTAP_MODULE, whatever the caller had there.

sim <<<"print 0 hello\n"
SYSTEMTAP_MODULE=other relay -c 'sh -c "env | grep -E ^SYSTEMTAP_MODULE= >variable"'
[[ $(cat "$dir/variable") == SYSTEMTAP_MODULE=$NAME ]] || fail "in the environment is $(cat "$dir/variable")"
expect_status 0
