# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# SIGUSR2 goes on in FILE.1, FILE.2 and so on, between two messages.

switching -- -o file
[[ -e $dir/file && -e $dir/file.1 && -e $dir/file.4 && ! -e $dir/file.5 ]] || fail "there are $(cd "$dir" && echo file*)"
whole_messages "$dir"/file{,.1,.2,.3,.4}
expect_good_run "$dir"/file{,.1,.2,.3,.4}
