# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The line that sandboxes wait for is there under -v -v, and not under -v.

sim <<<request_exit
relay -v -v
expect_status 0
expect_err 'systemtap_module_init\(\) returned 0$'
: >"$dir/err" && rm "$dir/removed"
sim_end
sim <<<request_exit
relay -v
expect_no_err 'systemtap_module_init'
