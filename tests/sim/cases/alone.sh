# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Started on a folder, as upstream's staprun does it: staprun -d is run at the end.

hello
alone=1 relay
expect_good_run
