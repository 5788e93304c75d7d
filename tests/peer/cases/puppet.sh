# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Puppet: load and leave it unless /proc/modules has it, remove it only if it has.
# modules: tick

for _ in 1 2; do line 'grep -q "^tick " /proc/modules || "$STAPRUN" -L "$modules/tick.ko"'; done
shows 'loaded tick && echo loaded'
for _ in 1 2; do line '! grep -q "^tick " /proc/modules || "$STAPRUN" -d tick'; done
shows 'loaded tick || echo removed'
