# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Modules that a real stap-server compiled and signed load for exactly the users whose level they are for, and for none
# of them when a bit of module, signature or trusted certificate differs, or when the signature is another module's.
# not on arm64: its modules are compiled by a stap of another machine, whose server offers none for it
# not on s390x: the same
# not on bullseye: its stap does not believe a server of this rig (SSL_ERROR_BAD_CERT_ALERT)
# served: forusr forsys
authorize=/usr/local/sbin/staprun-authorize database=/etc/systemtap/staprun
cp -r /suite/served/. .
flip() { # FILE OFFSET: changes the lowest bit of that byte
	local byte
	byte=$((16#$(xxd -p -s "$2" -l 1 "$1")))
	# shellcheck disable=SC2059 # as it is meant
	printf "\\x$(printf %02x $((byte ^ 1)))" | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}
loads() { # MODULE USER...
	local user
	for user in "${@:2}"; do
		run as "$user" "$STAPRUN" "$1".ko
		is 0
		stdout_is "for stap${1#for}"
		stderr_is ''
	done
}
refused() { # SENTENCE MODULE USER...
	local user
	for user in "${@:3}"; do
		run as "$user" "$STAPRUN" "$2".ko
		is 255
		stdout_is ''
		stderr_has "$1"
		true_that "! grep '^stap_' /proc/modules"
	done
}
refused 'could not be checked' forusr usr sys
run $authorize stap.cert
is 0
loads forusr root dev sys usr
loads forsys root dev sys
refused 'for a level above yours' forsys usr
run as plain "$STAPRUN" forusr.ko
true_that '((status != 0))'

# shellcheck disable=SC2015 # as it is meant
mkdir changed && cp forusr.ko forusr.ko.sgn changed && cd changed || fail changed
flip forusr.ko 0 && refused 'was changed after a trusted signer signed it' forusr usr sys dev root
flip forusr.ko 0 && flip forusr.ko 100000 && refused 'was changed after a trusted signer signed it' forusr usr sys dev root
flip forusr.ko 100000 && loads forusr usr
flip forusr.ko.sgn 300 && refused 'not by a trusted signer' forusr usr sys
flip forusr.ko.sgn 300 && loads forusr usr
cp ../forsys.ko.sgn forusr.ko.sgn && refused 'was changed after a trusted signer signed it' forusr usr sys dev root
cd ..

# A few bytes of the key in it: SQLite may break it up, but not everywhere.
# shellcheck disable=SC2094 # as it is meant
xxd -p $database/cert9.db | tr -d '\n' >database
for offset in 300 400 500 600; do
	at=$(awk -v key="$(xxd -p -s $offset -l 16 stap.cert)" '{ print index($0, key) }' database)
	((at == 0)) || break
done
true_that '((at > 0))'
at=$((at / 2))
flip $database/cert9.db "$at" && refused 'not by a trusted signer' forusr usr sys
flip $database/cert9.db "$at" && loads forusr usr
rm -rf /etc/systemtap/staprun
