# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Next file in a folder that was renamed.

mkdir "$dir/d"
sim <<<"print 0 ready\n"
relay_start -o d/log
printed one d/log
mv "$dir/d" "$dir/e"
next_file
refused_next 'mkdir "$dir/d"' d/log 'No such file or directory' e/log
