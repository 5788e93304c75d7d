# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A path with .. and from another folder.
# modules: hello

line 'cd / && "$STAPRUN" "$(realpath $modules)/../$(basename $modules)/hello.ko"'
