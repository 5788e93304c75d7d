# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -D -M is taken, as the peers do, and shows nothing.

sim <<<'print 0 hello\n'
relay -D -M 1 -o file
expect_status 0
kill -INT "$(cat "$dir/out")"
until_true test -s "$dir/removed" || fail "removal was not asked for"
expect_stream "$dir/file"
