# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Where ours was there first, systemtap-runtime comes beside it, and has its staprun when ours goes.
# modules: hello
. /suite/words.sh

everything >before
without_theirs
does dpkg -i "$ours"
does dpkg -i "$theirs"
is_ours /usr/bin/staprun
rights /usr/bin/staprun '4754 root:stapusr'
rights /usr/bin/staprun.systemtap '755 root:root'
does dpkg -P staprun
is_theirs /usr/bin/staprun
same_as_before
