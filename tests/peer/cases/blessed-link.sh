# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A link to a file in the administrator's folder.
# modules: hello

ln -s "$blessed/hello.ko" link.ko
it link.ko
rm link.ko
