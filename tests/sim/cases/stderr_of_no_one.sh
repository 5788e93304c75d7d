# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Standard error that is /dev/null: nothing is waited for, and the status tells what there was to say.

sim <<<$'oob ERROR: boom near line 1\\n\nprint 0 hello\\n\nrequest_exit'
ln -sf /dev/null "$dir/err"
relay
expect_status 1
expect_stream "$dir/out"
expect_removed
