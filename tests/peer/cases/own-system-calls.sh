# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A script that leaves out what execname() says is stapio leaves out all that we do: no thread has another name.
# modules: storm

it -o out -c 'dd if=/dev/zero of=/dev/null bs=1 count=500' "$modules/storm.ko"
shows 'cut -d" " -f2 out | grep -i stap | sort -u'
rm -f out
