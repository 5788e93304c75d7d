# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A module that was made with -DSTP_LOG_BUF_LEN=8192 -DSTP_CTL_BUFFER_SIZE=8320 says as much at once, and goes on.

local long longest
printf -v long '%01900d' 0
printf -v longest '%08180d' 1
sim <<-END
	oob $long\n
	oob WARNING: $longest\n
	print 0 more\n
	request_exit
END
relay
expect_status 0
expect_said < <(printf '%s\n' "$long" "WARNING: $longest")
expect_stream "$dir/out"
expect_removed
