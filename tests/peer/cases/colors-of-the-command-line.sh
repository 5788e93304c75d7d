# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Errors on the command line are coloured, and SYSTEMTAP_COLORS is read as far as it is well-formed.
# modules: hello

it -C always -b 0 "$modules/hello.ko"
it -b 0 -C always "$modules/hello.ko"
it -C always -D "$modules/hello.ko"
it -C always
for c in error=32:a: error=41:31 error=41: 'asd=;:dsa=12;3;;22;4;2:error=41' error=1:error=2 a:error=1 =1:error=1 'error=1 ' warning=33 'error=;' 'error=1:=;'; do
	line "SYSTEMTAP_COLORS='$c' "'"$STAPRUN" -C always nosuch.ko'
	line "SYSTEMTAP_COLORS='$c' "'"$STAPRUN" -C always -b 0 nosuch.ko'
done
line 'NO_COLOR=1 "$STAPRUN" -C always nosuch.ko'
