# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Modules that the release's own server tools signed, for the levels that stap's --privilege gives: who may load which
# before their signer is trusted, with two signers trusted of whom the second one signed, and when trust is withdrawn.
# signed: hello forusr forsys
# peer-differs: it can't load a signed module: it does not find the database that NSS makes today
authorize=/usr/local/sbin/staprun-authorize
cp -r /suite/signed/. .
for m in hello forusr forsys; do ln -s "../$m.ko" "other/$m.ko"; done # what counts is where the file really is

# table SENTENCE, then lines "MODULE USER-WHO-LOADS-IT...": the others are refused, for that reason
table() {
	local sentence=$1 module users user
	while read -r module users; do
		for user in root dev sys usr; do
			run as $user "$STAPRUN" $module.ko
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
			not_loaded $module
		done
	done
}
table 'could not be checked' <<-END
	hello root dev
	forsys root dev
	forusr root dev
END
run $authorize other/stap.cert the-other
is 0
table 'not by a trusted signer' <<-END
	hello root dev
	forsys root dev
	forusr root dev
END
run $authorize stap.cert
is 0
run $authorize -l
stdout_has the-other
stdout_has signer-
table 'for a level above yours' <<-END
	hello root dev
	forsys root dev sys
	forusr root dev sys usr
END
mkdir second && cp ./*.ko other/*.sgn second && cd second
table 'for a level above yours' <<-END
	hello root dev
	forsys root dev sys
	forusr root dev sys usr
END
run as usr "$STAPRUN" -v forusr.ko
is 0
stderr_has "The module is signed by 'the-other'."
run as usr "$STAPRUN" -R forusr.ko # the name is changed after the check
is 0
stdout_is 'for stapusr'
run as plain "$STAPRUN" forusr.ko
true_that '((status != 0))'
chmod 4755 "$STAPRUN" # whatever the mode lets in
run as plain "$STAPRUN" forusr.ko
chmod 4110 "$STAPRUN"
is 255
stderr_has 'Only root and members of the groups'
run $authorize -r the-other
is 0
table 'not by a trusted signer' <<<'forusr root dev'
run as usr $authorize ../other/stap.cert
is 1
rm -rf /etc/systemtap/staprun
