# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Who reads the output late gets every line once and in order: the module's buffer has kept them.
# modules: lines

"$STAPRUN" lines.ko 2>"$captured/stderr" | { sleep 3; cat; } >late
numbered late 40000
