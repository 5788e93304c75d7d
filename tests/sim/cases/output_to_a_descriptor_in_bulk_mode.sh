# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A descriptor can't be the files of all CPUs: bulk mode refuses it.

sim -b <<<"$lines"$'\nrequest_exit'
exec 7>"$dir/seven"
no_output /dev/fd/7 "A module in bulk mode needs a file for each CPU: /dev/fd/7 is a descriptor."
exec 7>&-
expect_removed
