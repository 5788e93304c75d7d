# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -o FILE has all of the output, with the mode that the umask leaves, and standard output nothing.

sim <<<"$lines"$'\nrequest_exit'
umask 027
relay -o file
[[ ! -s $dir/out ]] || fail "something is on standard output"
[[ $(stat -c %a "$dir/file") == 640 ]] || fail "the file's mode is $(stat -c %a "$dir/file")"
expect_good_run "$dir/file"
