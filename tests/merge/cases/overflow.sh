# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The buffers run full: what is cut short has a number, and is not in our files.

echo 'burst 0-1 4000 20-2000 0'
echo drained
echo 'burst 0-1 10 20 0'
echo drained
echo request_exit
