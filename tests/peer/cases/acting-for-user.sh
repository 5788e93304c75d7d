# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Root acts for a user.
# modules: hello

line 'SYSTEMTAP_REAL_UID=1001 "$STAPRUN" "$modules/hello.ko"'
