# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# With -v each warning is shown, also one that was before.

said -v
(($(grep -c '^WARNING: careful$' "$dir/err") == 2)) || fail "not each warning was shown"
