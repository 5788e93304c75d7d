# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Where a format of strftime(3) depends on the language, it is the caller's.

localedef -i de_DE -f UTF-8 "$dir/de_DE.UTF-8" || fail "there is no language to try"
sim <<<"$lines"$'\nrequest_exit'
LOCPATH=$dir LC_ALL=de_DE.UTF-8 relay -o 'log-%A-%Y'
expect_good_run "$dir/log-$(LOCPATH=$dir LC_ALL=de_DE.UTF-8 date +%A-%Y)"
