# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# No line of --help is broken on a terminal of 80 columns.

says --help
expect_status 0
# shellcheck disable=SC2143 # as it is meant
[[ ! $(grep -E '^.{80}' "$dir/said") ]] || fail "too long: $(grep -m1 -E '^.{80}' "$dir/said")"
