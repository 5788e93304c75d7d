# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Without systemtap-runtime our package makes the groups, runs, and leaves no trace when it is purged; then theirs can come back.
# modules: hello
. /suite/words.sh

without_theirs
userdel usr
for group in stapusr stapsys stapdev; do delgroup --quiet "$group"; done
everything >before
does dpkg -i "$ours"
does getent group stapusr stapsys stapdev
rights /usr/bin/staprun '4754 root:stapusr'
useradd usr
usermod -a -G stapusr usr
hello usr /usr/bin/staprun
does dpkg -i "$later"
rights /usr/bin/staprun '4754 root:stapusr'
userdel usr
does dpkg -P staprun
same_as_before
does dpkg -i "$theirs"
