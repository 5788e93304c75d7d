# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A file that is too large for a module.

truncate -s 257M huge.ko
it huge.ko
rm huge.ko
