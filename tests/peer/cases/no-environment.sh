# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# An empty environment.
# modules: hello

line 'env -i "$STAPRUN" "$modules/hello.ko"'
