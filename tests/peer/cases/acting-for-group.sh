# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Root acts for a group.
# modules: hello

line 'SYSTEMTAP_REAL_GID=1001 "$STAPRUN" "$modules/hello.ko"'
