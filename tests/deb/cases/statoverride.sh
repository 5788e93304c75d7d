# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What the administrator said about staprun's rights stands, through an upgrade, and afterwards.
# modules: hello
. /suite/words.sh

dpkg-statoverride --remove /usr/bin/staprun
dpkg-statoverride --update --add root root 0700 /usr/bin/staprun
everything >before
does dpkg -i "$ours"
rights /usr/bin/staprun '700 root:root'
does dpkg -i "$later"
rights /usr/bin/staprun '700 root:root'
does dpkg -P staprun
same_as_before
