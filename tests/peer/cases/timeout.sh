# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # words.sh
#
# timeout ends it, by passing on what it gets itself: the clock would tell how loaded the machine is, and the signal by which
# its time is over, sent from elsewhere, ends that of trixie, too.
# modules: tick

program=$STAPRUN
STAPRUN=timeout begin 600 "$program" "$modules/tick.ko"
goes_on 2
ends TERM
STAPRUN=timeout begin 600 "$program" -o out "$modules/tick.ko"
goes_on 2 out
ends INT
