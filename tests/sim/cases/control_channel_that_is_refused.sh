# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A module that does not take the first message speaks no dialect that we know, and is removed.

sim <<<$'on load\nrefuse 8\non run\nprint 0 never\\n'
relay
refused "^ERROR: Module $NAME speaks neither dialect 4 nor 5 of the control protocol: Operation not permitted$"
expect_err '^Compile it again with the stap of SystemTap 3\.0 to 5\.x\.$'
