# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The third interrupt leaves at once, and the module is removed when its end probes are done.

two_more() { kill -INT "$relay_pid" && kill -TERM "$relay_pid"; }
leaves two_more
expect_status 1
expect_said <<<"WARNING: Module $NAME still runs its end probes; it is removed when they are done."
