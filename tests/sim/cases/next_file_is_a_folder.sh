# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The name is taken by a folder: the next number is free.

mkdir "$dir/log.1"
second_file log.2
tell request_exit
relay_wait
expect_good_run "$dir"/log{,.2}
