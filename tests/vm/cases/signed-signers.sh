# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Whose signature counts: no one's without a database, then that of any signer whom root named with staprun-authorize,
# until root says otherwise; and for no one outside of the groups, whatever the mode of the program.
# signed: hello forusr forsys
authorize=/usr/local/sbin/staprun-authorize
cp -r /suite/signed/. .
mkdir second && cp forusr.ko other/forusr.ko.sgn second
refused() { # SENTENCE
	for user in usr sys; do
		run as $user "$STAPRUN" forusr.ko
		is 255
		stdout_is ''
		stderr_has "$1"
		stderr_has "ERROR: Unable to verify the signature for the module $PWD/forusr.ko."
	done
	run as dev "$STAPRUN" forusr.ko # who may load anything
	is 0
}
loads() { # USER MODULE
	run as "$1" "$STAPRUN" "$2"
	is 0
	stdout_is 'for stapusr'
	stderr_is ''
}
refused 'could not be checked'
run $authorize other/stap.cert the-other
is 0
refused 'not by a trusted signer'
run $authorize stap.cert
is 0
run $authorize -l
stdout_has the-other
stdout_has signer-
loads usr forusr.ko
loads usr second/forusr.ko
run as usr "$STAPRUN" -v second/forusr.ko
is 0
stderr_has "The module is signed by 'the-other'."
run as usr "$STAPRUN" -R forusr.ko # the name is changed after the check
is 0
stdout_is 'for stapusr'
ln -s "$PWD/forusr.ko" second/link.ko
loads usr second/link.ko # where the module is counts, not where the link is
run as plain "$STAPRUN" forusr.ko
true_that '((status != 0))'
chmod 4755 "$STAPRUN"
run as plain "$STAPRUN" forusr.ko
chmod 4110 "$STAPRUN"
is 255
stderr_has 'Only root and members of the groups'
run $authorize -r the-other
is 0
cd second && refused 'not by a trusted signer'
run as usr $authorize ../other/stap.cert
is 1
rm -rf /etc/systemtap/staprun
