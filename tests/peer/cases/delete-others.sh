# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -d of another user's module.
# modules: tick

"$STAPRUN" -L tick.ko 2>/dev/null
[[ $who != root ]] || user=(setpriv --reuid dev --regid dev --init-groups --inh-caps=-all)
it -d tick
