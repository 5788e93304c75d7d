# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A file's name is not the module's: here by a link.
# modules: hello

ln -s "$modules/hello.ko" link.ko
it ./link.ko
rm link.ko
