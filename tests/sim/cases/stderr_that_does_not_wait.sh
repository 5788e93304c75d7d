# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Standard error that whoever gave it made non-blocking: what finds no room now is said later, and holds up nothing.

wrap+=(python3 -c 'import os, sys; os.set_blocking(2, False); os.execvp(sys.argv[1], sys.argv[1:])')
[[ ${wrap[0]} == python3 ]] || exit 0
sim </dev/null
full
relay_start
too_little_room
