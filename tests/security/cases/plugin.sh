# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Groups may be looked up by a plug-in of the administrator's, in the privileged process. It sees nothing of the
# caller's environment, and a descriptor that it leaves open does not reach stapio.
# modules: hello
chmod 777 .
library=$(dirname "$(find /usr/lib -name libc.so.6)")/libnss_attack.so.2
cp /suite/libnss_attack.so.2 "$library"
echo 'group: attack files' >/etc/nsswitch.conf
mkdir -m 777 /run/plugin && : >/run/plugin/connection
chmod 666 /run/plugin/connection
cat >stapio <<-END
	#!/bin/bash
	ls -l /proc/\$\$/fd >$PWD/seen
END
chmod 755 stapio
run as dev env LDAPRC="$PWD/rc" _SSS_LOOPS=NO NIS_PATH="$PWD" TERM=dumb SYSTEMTAP_STAPIO="$PWD/stapio" \
	SYSTEMTAP_REAL_UID=0 "$STAPRUN" hello.ko
rm "$library" /etc/nsswitch.conf
true_that '[[ -f /run/plugin/environment && ! -s /run/plugin/environment ]]'
true_that 'grep -q socket: seen' # to the loader, which it must have
true_that '! grep -q /run/plugin seen'
rm -rf /run/plugin
