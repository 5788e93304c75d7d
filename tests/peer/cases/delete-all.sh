# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -d '*': all modules of SystemTap are removed.
# modules: tick recorder

it -L "$modules/tick.ko"
it -L "$modules/recorder.ko"
it -d '*'
shows 'cut -d" " -f1 /proc/modules | grep -E "tick|recorder"'
