# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# With a limit of size: the first file grows beyond it, as the other way would be to lose what is printed.

mkdir "$dir/d"
sim -n 4096 <<<"print 0 ready\n"
relay_start -S 1,3 -o d/log
until_true test -s "$dir/d/log.0" || fail "nothing comes"
mv "$dir/d" "$dir/e"
tell "burst 0-1 2000 600 0" drained
refused_next 'mkdir "$dir/d"' d/log.1 'No such file or directory' e/log.0
