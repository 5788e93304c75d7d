# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Warnings each when verbose.

said -v
(($(grep -c '^WARNING: careful$' "$dir/err") == 2)) || fail "not each warning was shown"
