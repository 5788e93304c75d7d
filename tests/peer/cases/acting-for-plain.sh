# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Root acts for a user of no group.
# modules: hello

line 'SYSTEMTAP_REAL_UID=1004 SYSTEMTAP_REAL_GID=1004 "$STAPRUN" "$modules/hello.ko"'
