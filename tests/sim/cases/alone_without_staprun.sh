# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Where there is neither a keeper nor a staprun that removes the module, that is an error, which says what is to be done.

sim <<<"print 0 hello\n"$'\nrequest_exit'
rm "$dir/staprun"
alone=1 relay
expect_status 1
expect_stream "$dir/out"
expect_said <<<"ERROR: Module $NAME is still loaded: No such file or directory; remove it with: staprun -d $NAME"
