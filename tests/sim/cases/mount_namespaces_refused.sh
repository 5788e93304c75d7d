# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A module that refuses the mount namespaces of -N runs nothing, and the cause is told.

sim <<<$'on load\nrefuse 19\non run\nprint 0 never\\n'
relay -N $$
refused "^ERROR: Module $NAME does not take the namespaces of process $$ \(-N\): Operation not permitted$"
