# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -u with the path of a module that is not there.
# modules: hello

it -u/no/such/uprobes.ko "$modules/hello.ko"
