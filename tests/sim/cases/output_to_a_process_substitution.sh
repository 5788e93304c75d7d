# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -o >(command), as bash has it.

sim <<<"print 0 hello\n"$'\nrequest_exit'
relay -o >(cat >"$dir/file")
sim_end
until_true cmp -s "$dir/file" "$dir/sim/stream" || fail "this came: $(cat "$dir/file")"
expect_status 0
expect_quiet
