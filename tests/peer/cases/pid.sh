# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# pid() in a begin probe: whose process is it?
# modules: pid

begin "$modules/pid.ko"
ends
