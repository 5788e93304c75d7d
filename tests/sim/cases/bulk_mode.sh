# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Each CPU's frames go to a file of its own, as they are, with their headers.

bulk
relay
expect_status 0
expect_quiet
expect_frames 0 "$dir/stpd_cpu0"
expect_frames 2 "$dir/stpd_cpu2"
[[ ! -s $dir/out ]] || fail "something is on standard output"
expect_removed
