# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -d removes a module that no one is attached to.
# modules: tick

run "$STAPRUN" -L tick.ko
is 0
run "$STAPRUN" -d ./tick.ko # by its name, or by the file that it was loaded from
is 0
stdout_is ''
not_loaded tick
