# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A byte of the module, the signature or the database that is not what the signer or the administrator made it; a
# database that is not root's alone; a certificate out of its time.
# signed: hello forusr forsys
authorize=/usr/local/sbin/staprun-authorize database=/etc/systemtap/staprun
cp -r /suite/signed ok && cd ok && run $authorize stap.cert && is 0
flip() { # FILE OFFSET: changes the lowest bit of that byte
	local byte
	byte=$(dd if="$1" bs=1 skip="$2" count=1 2>/dev/null | od -An -tu1)
	printf "\\x$(printf %02x $((byte ^ 1)))" | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}
loads() { # USER...: all of them, in silence
	for user; do
		run as "$user" "$STAPRUN" forusr.ko
		is 0
		stdout_is 'for stapusr'
		stderr_is ''
	done
}
refused() { # SENTENCE USER...: these are, for that reason
	for user in "${@:2}"; do
		run as "$user" "$STAPRUN" forusr.ko
		is 255
		stdout_is ''
		stderr_has "$1"
		not_loaded forusr
	done
}
loads root dev sys usr

size=$(stat -c %s forusr.ko)
for at in 0 100 $((size / 2)) $((size - 1)); do
	flip forusr.ko "$at" && refused 'was changed after a trusted signer signed it' root dev sys usr
	flip forusr.ko "$at"
done
echo >>forusr.ko && refused 'was changed' root usr
truncate -s "$size" forusr.ko && loads usr
mv forusr.ko.sgn good.sgn
cp forsys.ko.sgn forusr.ko.sgn && refused 'was changed' root dev sys usr
mkdir /lib/modules/"$(uname -r)"/systemtap && cp forusr.ko forusr.ko.sgn /lib/modules/"$(uname -r)"/systemtap
run as usr "$STAPRUN" forusr # the blessed folder does not help either
is 255
stderr_has 'was changed'
rm -r /lib/modules/"$(uname -r)"/systemtap
cp other/forusr.ko.sgn . && refused 'not by a trusted signer' sys usr
for at in 0 255 511; do
	cp good.sgn forusr.ko.sgn && flip forusr.ko.sgn $at && refused 'not by a trusted signer' sys usr
done
: >forusr.ko.sgn && refused '' usr
head -c 511 good.sgn >forusr.ko.sgn && refused 'not by a trusted signer' usr
cat good.sgn good.sgn >forusr.ko.sgn && refused 'not by a trusted signer' usr
head -c 70000 /dev/zero >forusr.ko.sgn && refused 'could not be checked' usr
rm forusr.ko.sgn && refused 'is not signed' usr
mkfifo forusr.ko.sgn && refused '' usr
rm forusr.ko.sgn && ln -s good.sgn forusr.ko.sgn && loads usr # bytes are what counts
rm forusr.ko.sgn && cp good.sgn forusr.ko.sgn && chmod 600 forusr.ko.sgn && refused '' usr
chmod 644 forusr.ko.sgn && loads usr

# unsafe NAME MODE OWNER: with that, the database does not count, and the user is told about it
unsafe() {
	local mode owner
	mode=$(stat -c %a "$1") owner=$(stat -c %U:%G "$1")
	chown "$3" "$1" && chmod "$2" "$1" && refused 'The database of trusted certificates' usr sys
	chown "$owner" "$1" && chmod "$mode" "$1"
}
for file in cert9.db key4.db pkcs11.txt; do
	unsafe $database/$file 664 root:root
	unsafe $database/$file 646 root:root
	unsafe $database/$file 644 usr:root
	unsafe $database/$file 600 root:root
	mv $database/$file . && refused 'The database of trusted certificates' usr
	ln -s "$PWD/$file" $database/$file && refused 'The database of trusted certificates' usr
	rm $database/$file && mv $file $database
done
for folder in $database /etc/systemtap /etc; do
	unsafe $folder 775 root:root
	unsafe $folder 757 root:root
	unsafe $folder 755 usr:root
done
mv $database moved && ln -s "$PWD/moved" $database && refused 'The database of trusted certificates' usr
rm $database && mv moved $database
cp $database/cert9.db . && flip $database/cert9.db 0 && refused "Couldn't" usr
cp cert9.db $database && loads usr
# A bit of the certificate in it: of its key, so that another key is trusted.
sed -n '/-----BEGIN/,/-----END/{/-----/!p}' stap.cert | base64 -d >der
key=$(xxd -p -s 400 -l 64 der | tr -d '\n')
at=$(xxd -p cert9.db | tr -d '\n' | awk -v key="$key" '{ print (index($0, key) - 1) / 2 }')
flip $database/cert9.db "${at%.*}" && refused '' usr sys
cp cert9.db $database && loads usr

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
