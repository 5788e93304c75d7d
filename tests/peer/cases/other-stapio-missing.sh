# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# SYSTEMTAP_STAPIO names nothing.
# modules: hello

line 'SYSTEMTAP_STAPIO=/nosuch "$STAPRUN" "$modules/hello.ko"'
