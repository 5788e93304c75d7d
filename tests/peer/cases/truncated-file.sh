# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The first part of a module.
# modules: hello

head -c 10000 hello.ko >truncated.ko
it truncated.ko
