# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# SIGUSR2 with -S goes on in the next number.

switching -- -S 100 -o file
[[ -e $dir/file.0 && -e $dir/file.4 && ! -e $dir/file.5 ]] || fail "there are $(cd "$dir" && echo file*)"
whole_messages "$dir"/file.{0,1,2,3,4}
expect_good_run "$dir"/file.{0,1,2,3,4}
