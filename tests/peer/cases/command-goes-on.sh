# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A command that goes on when the script has ended.
# modules: hello

it -c 'sleep 7' "$modules/hello.ko"
shows 'pidof sleep | wc -w'
pidof sleep | xargs -r kill
