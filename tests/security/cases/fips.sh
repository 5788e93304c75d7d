# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# In FIPS mode nothing is loaded, unless STAP_FIPS_OVERRIDE is set by someone whose word counts; and signatures are checked
# as elsewhere: NSS, which checks itself then, takes the database that has no password.
# modules: hello
# signed: hello
mode=/proc/sys/crypto/fips_enabled
[[ -f $mode ]] || fail "this kernel has no $mode"
echo 1 >on
mount --bind on $mode
cp hello.ko /home/dev && chown dev /home/dev/hello.ko
for user in root dev; do
	run as $user "$STAPRUN" /home/dev/hello.ko
	is 1
	stderr_has 'ERROR: The kernel is in FIPS mode'
	not_loaded hello
	said=$(<"$captured/stderr")
	run as $user "$STAPRUN" --check /home/dev/hello.ko
	is 1
	stderr_is "$said"
	stdout_has 'FIPS mode: yes'
	run as $user env STAP_FIPS_OVERRIDE=1 "$STAPRUN" /home/dev/hello.ko
	is 0
	stdout_is 'Hello World!'
done
run /usr/local/sbin/staprun-authorize /suite/signed/stap.cert
is 0
cp /suite/signed/hello.ko.sgn /home/dev
run as dev env STAP_FIPS_OVERRIDE=1 "$STAPRUN" -v /home/dev/hello.ko
is 0
stderr_has 'The module is signed by'
printf x >>/home/dev/hello.ko
run as dev env STAP_FIPS_OVERRIDE=1 "$STAPRUN" /home/dev/hello.ko
is 255
stderr_has 'was changed after a trusted signer signed it'
# For the others root vouches, by the folder; but not for this.
folder=/lib/modules/$(uname -r)/systemtap
mkdir -p "$folder" && cp hello.ko "$folder"
run as usr env STAP_FIPS_OVERRIDE=1 "$STAPRUN" hello
is 1
stderr_has 'STAP_FIPS_OVERRIDE counts only for root and members of stapdev.'
umount $mode
run as usr "$STAPRUN" hello
is 0
rm -r /home/dev/hello.ko* "$folder" /etc/systemtap/staprun
