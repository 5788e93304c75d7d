# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Where the next file can't be made the output stays in the one that is there, until it can.

folder_renamed
refused_next 'mkdir "$dir/d"' d/log 'No such file or directory' e/log
