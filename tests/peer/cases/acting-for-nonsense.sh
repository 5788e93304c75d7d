# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Root acts for a word.
# modules: hello

line 'SYSTEMTAP_REAL_UID=abc "$STAPRUN" "$modules/hello.ko"'
