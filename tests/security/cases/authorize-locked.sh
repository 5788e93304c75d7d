# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Who may read the database of trusted certificates can lock it: that does not keep root from taking trust away, or giving
# it, nor users from having signatures checked. What staprun-authorize can't do it says, in words, and changes nothing.
# signed: hello forusr forsys
. /suite/signed.sh
signer=signer-$(sha256sum <stap.cert | cut -c1-16)
unchanged() { [[ $(cat /etc/systemtap/staprun/* | sha256sum) == "$before" ]] || fail 'the database was changed'; }
loads usr
start as usr /suite/attack lock /etc/systemtap/staprun/cert9.db
wait_until 'more_than 0'
run $authorize other/stap.cert 'the other'
is 0
stdout_has 'can be loaded now: the other'
run $authorize -l
is 0
stdout_is "$(printf '%s\n' "$signer" 'the other' | sort)"
loads usr
run $authorize -r "$signer"
is 0
stdout_has "can't be loaded any more: $signer"
refused 'not by a trusted signer' usr
kill "$bg"
true_that '[[ $(stat -c %a:%u /etc/systemtap/staprun /etc/systemtap/staprun/cert9.db | tr "\n" " ") == "755:0 644:0 " ]]'
true_that '[[ $(ls -A /etc/systemtap) == staprun ]]'

# One at a time, but for one that was killed.
before=$(cat /etc/systemtap/staprun/* | sha256sum)
mkdir /etc/systemtap/staprun.new && echo $$ >/etc/systemtap/staprun.new/pid
run $authorize -r 'the other'
is 1
stderr_is "staprun-authorize: another staprun-authorize, process $$, is at work: /etc/systemtap/staprun.new is its copy of the database"
unchanged
rm /etc/systemtap/staprun.new/pid
run $authorize -r 'the other'
is 1
stderr_is 'staprun-authorize: another staprun-authorize is at work, or was killed: then remove its copy of the database, /etc/systemtap/staprun.new'
unchanged
echo 4194304 >/etc/systemtap/staprun.new/pid
run $authorize stap.cert again
is 0
loads usr
true_that '[[ $(ls -A /etc/systemtap) == staprun ]]'

# Each way to do it wrong.
before=$(cat /etc/systemtap/staprun/* | sha256sum)
says() { # SENTENCE OPTION...
	run $authorize "${@:2}"
	is 1
	stderr_has "staprun-authorize: $1"
	unchanged
}
says 'no certificate is given'
says '-r needs a value' -r
says 'there is no option -x' -x
says 'there is too much on the command line: a b c' a b c
says 'there is too much on the command line: more' -l more
says '/nosuch: no such file' /nosuch
says '/etc/passwd is not a certificate that NSS can use: ' /etc/passwd
chmod g+w /etc/systemtap/staprun
says "must be root's, and no one else's to write (chown root, chmod go-w): /etc/systemtap/staprun" stap.cert
chmod g-w /etc/systemtap/staprun
says "no signer 'nosuch' is trusted; these are: " -r nosuch
# shellcheck disable=SC2086 # as it is meant
run as usr $authorize stap.cert
is 1
stderr_is 'staprun-authorize: only root can say who is trusted'
# shellcheck disable=SC2086 # as it is meant
run as usr $authorize -l
is 0
run $authorize -h
is 0
stdout_has 'Usage: staprun-authorize'
run "$STAPRUN" -V
version=$(sed -n 's/.*(staprun version \([^,)]*\).*/\1/p' "$captured/stdout")
run $authorize -V
is 0
stdout_is "staprun-authorize of staprun $version"
rm -rf /etc/systemtap/staprun
run $authorize -l
is 0
stdout_is 'No signer is trusted yet: staprun-authorize CERTIFICATE names one.'
