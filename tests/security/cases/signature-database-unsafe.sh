# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A database that is not root's alone, or not as it should be: then no signature counts.
# signed: hello forusr forsys
. /suite/signed.sh
database=/etc/systemtap/staprun

# unsafe NAME MODE OWNER: with that, the database does not count, and the user is told about it
unsafe() {
	local mode owner
	mode=$(stat -c %a "$1") owner=$(stat -c %U:%G "$1")
	chown "$3" "$1" && chmod "$2" "$1" && refused 'The database of trusted certificates' usr
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
	unsafe "$folder" 775 root:root
	unsafe "$folder" 757 root:root
	unsafe "$folder" 755 usr:root
done
mv $database moved && ln -s "$PWD/moved" $database && refused 'The database of trusted certificates' usr
rm $database && mv moved $database
cp $database/cert9.db . && flip $database/cert9.db 0 && refused "Couldn't" usr
cp cert9.db $database && loads usr
# A bit of the certificate in it: of its key, so that another key is trusted.
key=$(xxd -p -s 400 -l 64 stap.cert | tr -d ' \n') # (an older xxd fills lines with blanks)
at=$(xxd -p cert9.db | tr -d ' \n' | awk -v key="$key" '{ print (index($0, key) - 1) / 2 }')
[[ $key && ${at%.*} -gt 0 ]] || fail 'the key is not in the database'
flip $database/cert9.db "${at%.*}" && refused '' usr sys
cp cert9.db $database && loads usr
rm -rf $database
