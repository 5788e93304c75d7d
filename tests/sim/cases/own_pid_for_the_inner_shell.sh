# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# $$ that a quote keeps from us is the inner shell's own: the same pid, as that is the command.

own_pid "sh -c 'echo \$\$ >pid'"
