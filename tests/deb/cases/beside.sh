# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Beside systemtap-runtime staprun is ours, with its rights, through an upgrade of either; without ours all is as it was.
# modules: hello
. /suite/words.sh

everything >before
does dpkg -i "$ours"
is_ours /usr/bin/staprun
rights /usr/bin/staprun '4754 root:stapusr'
rights /usr/bin/staprun.systemtap '755 root:root'
hello usr /usr/bin/staprun
run as plain /usr/bin/staprun hello
true_that '((status))'

does dpkg -i "$later"
run dpkg-query -Wf '${Version}' staprun
stdout_is "$(dpkg-deb -f "$ours" Version)+later"
rights /usr/bin/staprun '4754 root:stapusr'
hello usr /usr/bin/staprun

does dpkg -i "$theirs"
is_ours /usr/bin/staprun
rights /usr/bin/staprun '4754 root:stapusr'
rights /usr/bin/staprun.systemtap '755 root:root'

does dpkg -r staprun
is_theirs /usr/bin/staprun
rights /usr/bin/staprun '4754 root:stapusr'
does dpkg -P staprun
same_as_before
