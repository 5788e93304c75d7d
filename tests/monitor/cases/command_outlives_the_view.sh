# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# What -c started goes on when the script has ended, and so does what it prints.
# sizes: 80x24

mkfifo "$dir/fifo2"
monitor -c "\"sh -c 'read line <$dir/fifo2; echo it goes on; echo well >$dir/well'\"" <<<'print 0 hello\n'
order 0 1 2 3 4 5
tell request_exit
restored
echo go >"$dir/fifo2"
shows 'it goes on'
until_true test -s "$dir/well" || fail "the command was ended"
