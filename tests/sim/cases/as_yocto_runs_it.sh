# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Yocto's test: -R and the buffers' size in one word with its option.

hello
relay -R -b1
expect_good_run
