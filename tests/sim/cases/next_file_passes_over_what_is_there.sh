# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What someone else has put there stays as it is.

echo mine >"$dir/log.1"
echo mine >"$dir/log.3"
ln -s nowhere "$dir/log.4"
second_file log.2
next_file
goes_on_in log.5
printed three log.5
tell request_exit
relay_wait
[[ $(cat "$dir"/log.{1,3}) == mine$'\n'mine && ! -e $dir/nowhere ]] || fail "a file that was there was written to"
expect_good_run "$dir"/log{,.2,.5}
