# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # words.sh
#
# timeout ends it. (Its time is over when it hears SIGALRM; the clock would tell how loaded the machine is.)
# modules: tick

program=$STAPRUN
STAPRUN=timeout begin 600 "$program" "$modules/tick.ko"
goes_on 2
ends ALRM
STAPRUN=timeout begin -s INT 600 "$program" -o out "$modules/tick.ko"
goes_on 2 out
ends ALRM
