# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -A of a module that was loaded in a command substitution.
# modules: marks

line 'timeout 20 bash -c '"'"'said=$("$STAPRUN" -L "$modules/marks.ko" 2>&1); echo "$said"'"'"
begin -A marks
goes_on 1
ends TERM
