# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# An installation that everyone may start.
# modules: hello

chmod 4755 "$STAPRUN"
it "$modules/hello.ko"
it hello
chmod 4110 "$STAPRUN"
