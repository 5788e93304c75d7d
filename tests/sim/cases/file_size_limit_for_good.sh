# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A file that stays as large as it may be: the end comes when it is asked for twice, and the loss is told.

reach_file_size_limit
interrupted_twice
(($(stat -c %s "$dir/file") == 100000)) || fail "$(stat -c %s "$dir/file") bytes were written"
expect_prefix "$dir/file" 'the file was as large as it may be'
expect_removed
