# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The status of a command that is killed.
# modules: idle

it -c "sh -c 'kill -9 \$\$'" "$modules/idle.ko"
