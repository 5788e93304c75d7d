# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A file that is no ELF object.

head -c 5000 /dev/zero | tr '\0' 'x' >garbage.ko
it garbage.ko
