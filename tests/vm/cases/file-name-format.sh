# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The name for -o is a format of strftime(3).
# modules: hello

run "$STAPRUN" -o 'out-%Y-%%' hello.ko
is 0
true_that '[[ -s out-$(date +%Y)-% ]]'
