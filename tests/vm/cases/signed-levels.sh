# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Modules that the release's own server tools signed, for the levels that stap's --privilege gives: who may load which
# when their signer is trusted.
# signed: hello forusr forsys
authorize=/usr/local/sbin/staprun-authorize
cp -r /suite/signed/. .

# table SENTENCE, then lines "MODULE USER-WHO-LOADS-IT...": the others are refused, for that reason
table() {
	local sentence=$1 module users user
	while read -r module users; do
		for user in root dev sys usr; do
			run as $user "$STAPRUN" "$module".ko
			if [[ " $users " == *" $user "* ]]; then
				is 0
				[[ -s $captured/stdout ]] || fail "it did not run"
				stderr_is ''
			else
				is 255
				stdout_is ''
				stderr_has "$sentence"
				stderr_has "ERROR: Unable to verify the signature for the module $PWD/$module.ko."
			fi
			not_loaded "$module"
		done
	done
}
run $authorize stap.cert
is 0
table 'for a level above yours' <<-END
	hello root dev
	forsys root dev sys
	forusr root dev sys usr
END
rm -rf /etc/systemtap/staprun
