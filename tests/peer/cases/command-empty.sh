# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# An empty command.
# modules: idle

begin -c '' "$modules/idle.ko"
goes_on 1
ends INT
