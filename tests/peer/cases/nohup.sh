# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Under nohup a hangup is ignored.
# modules: tick

user+=(nohup)
begin "$modules/tick.ko"
goes_on 1
kill -HUP "$bg"
goes_on 4
ends TERM
