# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Third interrupt leaves at once.

two_more() { kill -INT "$relay_pid" && kill -TERM "$relay_pid"; }
leaves two_more
expect_status 1
expect_said <<<"WARNING: Module $NAME still runs its end probes; it is removed when they are done."
