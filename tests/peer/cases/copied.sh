# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Both programs copied into one folder, as embedded users do it.
# modules: hello

mkdir bin
case $STAPRUN in
/usr/local/*) cp /usr/local/bin/staprun /usr/local/libexec/systemtap/* bin ;;
*) cp /usr/bin/staprun /usr/lib/systemtap/stapio bin ;;
esac
chmod 755 bin/*
line 'SYSTEMTAP_STAPRUN=$PWD/bin/staprun SYSTEMTAP_STAPIO=$PWD/bin/stapio bin/staprun "$modules/hello.ko"'
rm -r bin
