# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A file that the user may not read.
# modules: hello

chmod 600 hello.ko && chown root: hello.ko
it hello.ko
