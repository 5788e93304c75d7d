# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A module that was changed after a trusted signer signed it.
# signed: forusr

/usr/local/sbin/staprun-authorize /peer/signed/stap.cert >/dev/null
cp /peer/signed/forusr.ko* .
echo >>forusr.ko
it forusr.ko
rm -r forusr.ko* /etc/systemtap/staprun
