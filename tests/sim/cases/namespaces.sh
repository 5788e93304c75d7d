# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -N PID: a module of 5.x is told the process, and gets descriptors of both mount namespaces.

sim <<<request_exit
relay -N $$
expect_status 0
(($(happened "namespaces $$") == 1)) || fail "the module was not told"
(($(happened 'mnt_ns_fds [0-9]+ [0-9]+') == 1)) || fail "the module got no mount namespaces"
