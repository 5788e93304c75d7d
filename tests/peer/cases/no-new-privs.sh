# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Started under no_new_privs.
# modules: hello

line 'setpriv --no-new-privs "$STAPRUN" "$modules/hello.ko"'
