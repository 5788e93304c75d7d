# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The command finds the module's name in SYSTEMTAP_MODULE, whatever the caller had there.

sim <<<$'on start\nprint 0 hello\\n' # before the command, which may be gone before anything else
SYSTEMTAP_MODULE=other relay -c 'sh -c "env | grep -E ^SYSTEMTAP_MODULE= >variable"'
[[ $(cat "$dir/variable") == SYSTEMTAP_MODULE=$NAME ]] || fail "in the environment is $(cat "$dir/variable")"
expect_status 0
