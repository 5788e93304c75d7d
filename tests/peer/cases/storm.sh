# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A script that sees each system call, ours too.
# modules: storm

it -o out -c 'dd if=/dev/zero of=/dev/null bs=1 count=5000' "$modules/storm.ko"
shows 'echo $(grep -cvE "^[0-9]+ [^ ]+$" out) lines are no lines of the script'
shows '(($(grep -cE "^[0-9]+ dd$" out) > 9900)) || echo the calls of dd are not there'
rm -f out
