# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A command that kills its own pid, and no one else.
# modules: idle

it -c 'sh -c "kill -9 $$"' "$modules/idle.ko"
it -c 'sh -c "kill -9 ${$}; sleep 5"' "$modules/idle.ko"
it -c 'kill -9 $$; sleep 5' "$modules/idle.ko"
