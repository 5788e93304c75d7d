# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# In the journal, what finds no room is told with its priority, too.

sim </dev/null
full
JOURNAL_STREAM=$(stat -Lc %d:%i "$dir/full") relay_start
too_little_room '<4>'
