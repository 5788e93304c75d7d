# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# When errors and warnings are coloured, and how SYSTEMTAP_COLORS changes that.
# modules: error warn

it -C always "$modules/error.ko"
it -C never "$modules/error.ko"
it -C auto "$modules/error.ko"
it -C always "$modules/warn.ko"
line 'SYSTEMTAP_COLORS=error=35:warning=36 "$STAPRUN" -C always "$modules/warn.ko"'
line 'SYSTEMTAP_COLORS=error=nonsense "$STAPRUN" -C always "$modules/error.ko"'
line 'SYSTEMTAP_COLORS= "$STAPRUN" -C always "$modules/error.ko"'
