# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Where the script's input can't be opened -i says why, and the module goes.

mkdir -p "$dir/proc/__stdin"
sim -p "$dir/proc" <<<'print 0 hello\n'
relay -i
expect_status 1
expect_said <<<"ERROR: Couldn't open the module's __stdin for -i: Is a directory"
expect_removed
