# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Root acts for what is no user.
# modules: hello

line 'SYSTEMTAP_REAL_UID= "$STAPRUN" "$modules/hello.ko"'
line 'SYSTEMTAP_REAL_UID=-1 "$STAPRUN" "$modules/hello.ko"'
line 'SYSTEMTAP_REAL_UID=77777 "$STAPRUN" "$modules/hello.ko"'
