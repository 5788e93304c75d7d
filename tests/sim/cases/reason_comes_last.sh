# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# On a terminal of 24 lines what is wrong must not scroll away above the help, which is longer.

says -b 0 x
expect_status 1
[[ $(tail -n 1 "$dir/said") == "ERROR: Invalid buffer size '0' (should be 1-4095)." ]] || fail "the last line is $(tail -n 1 "$dir/said")"
grep -q '^Usage: ' "$dir/said" || fail "there is no usage"
"$stapio" -b 0 x >"$dir/out" 2>/dev/null
grep -q -- '-o, --output=FILE' "$dir/out" || fail "the usage is not on standard output"
