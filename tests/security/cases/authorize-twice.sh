# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # captured is assert.sh's
#
# Who is trusted no longer is so with none of the certificates of that name: those of all stap-servers have one subject, and
# so may have one name. That a key counts no more is said where no other certificate that is trusted has it.
# signed: hello forusr forsys
. /suite/signed.sh
rm -rf /etc/systemtap/staprun
mkdir second && cp forusr.ko second && cp other/forusr.ko.sgn second
run $authorize stap.cert server
run $authorize other/stap.cert server
loads usr
cd second && loads usr && cd .. || exit
run $authorize -r server
is 0
stdout_is "Modules that are signed with the key of this certificate can't be loaded any more: server"
refused 'not by a trusted signer' usr
cd second && refused 'not by a trusted signer' usr && cd .. || exit
run $authorize -l
stdout_has 'No signer is trusted yet'

mkdir -m 700 keys && head -c 100 /dev/urandom >noise
certutil -N -d sql:keys --empty-password
certutil -S -x -n first -s CN=first -k ec -q nistp256 -t ,, -z noise -m 1 -d sql:keys >/dev/null 2>&1
certutil -S -x -n second -s CN=second -k first -t ,, -z noise -m 2 -d sql:keys >/dev/null 2>&1 # with the same key
for name in first second; do
	certutil -L -r -n $name -d sql:keys >$name.cert
	run $authorize $name.cert "the $name"
	is 0
done
run $authorize stap.cert
is 0
run $authorize stap.cert again
is 1
stderr_is 'staprun-authorize: stap.cert is trusted already, by another name'
run $authorize -r 'the first'
is 0
stdout_has 'can still be loaded: another one that is trusted has the same key. Removed: the first'
run $authorize -r 'the second'
is 0
stdout_is "Modules that are signed with the key of this certificate can't be loaded any more: the second"
loads usr
rm -rf /etc/systemtap/staprun
