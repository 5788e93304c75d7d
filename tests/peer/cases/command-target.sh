# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The command is the script's target.
# modules: target

it -c 'sh -c "echo \$\$ >pid"' "$modules/target.ko"
shows '[[ -s pid ]]'
hide "$(cat pid)" COMMAND
rm -f pid
