# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Errors and warnings are coloured on request, as SYSTEMTAP_COLORS says; the text stays the same.
# modules: error warn

run "$STAPRUN" -C always error.ko
is 1
stderr_has $'\e[01;31m\e[KERROR:\e[m\e[K '
run "$STAPRUN" -C never error.ko
stderr_lacks $'\e['
run env SYSTEMTAP_COLORS=error=35:warning=36 "$STAPRUN" -C always warn.ko
is 0
stderr_has $'\e[36m\e[KWARNING:\e[m\e[K '
run env SYSTEMTAP_COLORS=error=nonsense "$STAPRUN" -C always error.ko
stderr_lacks $'\e['
run env SYSTEMTAP_COLORS= "$STAPRUN" -C always error.ko
stderr_lacks $'\e['
# Not a terminal, so not by itself.
run "$STAPRUN" error.ko
stderr_lacks $'\e['
