# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# SYSTEMTAP_STAPIO names what can't be run.
# modules: hello

echo no program >stapio && chmod 755 stapio
line 'SYSTEMTAP_STAPIO=$PWD/stapio "$STAPRUN" "$modules/hello.ko"'
rm stapio
