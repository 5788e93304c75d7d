# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Started is told to who asks.

sim <<<request_exit
relay -v -v
expect_status 0
expect_err 'systemtap_module_init\(\) returned 0$'
: >"$dir/err" && rm "$dir/removed"
sim_end
sim <<<request_exit
relay -v
expect_no_err 'systemtap_module_init'
