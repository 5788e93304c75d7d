# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A certificate out of its time vouches all the same, with a warning; SHA-1 does until the administrator says no.
# signed: hello forusr forsys
. /suite/signed.sh
database=/etc/systemtap/staprun

run as usr "$STAPRUN" -v forusr.ko
is 0
if grep -q SHA-1 "$captured/stderr"; then
	touch $database/refuse-sha1 && refused 'is signed with SHA-1, which the administrator refuses' sys usr
	rm $database/refuse-sha1
else
	touch $database/refuse-sha1 && loads usr
fi
now=$(date +%s)
date -s '2099-01-01 00:00' >/dev/null
run as usr "$STAPRUN" forusr.ko
date -s "@$now" >/dev/null
is 0
stderr_has "WARNING: The certificate that vouches for the module, 'signer-"
grep -qE "expired on 20[0-9]{2}-[0-9]{2}-[0-9]{2}\.$" "$captured/stderr" || fail "no date"
rm -rf $database
