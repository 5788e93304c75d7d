# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The process that checks signatures and reads modules is no one's but root's to end, to stop, to look into or to change: the
# caller fails at all of it, as does who has the id that stands for nobody. And what root does to it is a no for everyone.
# modules: hello
# signed: forusr
. /suite/signed.sh
cp ../hello.ko plain.ko
cp forusr.ko altered.ko && cp forusr.ko.sgn altered.ko.sgn && printf x >>altered.ko
blessed=/lib/modules/$(uname -r)/systemtap
mkdir -p "$blessed" && cp altered.ko altered.ko.sgn "$blessed"
chmod 777 .
loads usr sys dev root

# Programs that were copied into one folder, as to a machine without an installation, are whole.
mkdir copy && cp "$STAPRUN" copy && cp /usr/local/libexec/systemtap/stapio copy
run env SYSTEMTAP_STAPIO="$PWD/copy/stapio" SYSTEMTAP_STAPRUN="$PWD/copy/staprun" copy/staprun plain.ko
is 0
stdout_is 'Hello World!'
run setpriv --bounding-set=-setuid,-setgid "$STAPRUN" plain.ko # a container's root, who may not become anybody
is 0
stdout_is 'Hello World!'

# begin USER MODULE: until the helper is at work, $pid; $1 of the alarms is the check's where there is a signature
begin() {
	start /suite/tracer hold alarm setpriv --reuid "$1" --regid "$1" --init-groups --inh-caps=-all "$STAPRUN" "$2"
	wait_until 'read -r pid _ <held' 2>/dev/null
}
go_on() { kill -USR1 "$bg" && finish; }
# by USER COMMAND...: nobody is one, too
by() { [[ $1 == nobody ]] && shift && set -- 65534 "$@"; setpriv --reuid "$1" --regid "$1" --clear-groups --inh-caps=-all "${@:2}"; }
true_that '[[ $(by nobody id -u) == 65534 && $(by dev id -u) == 1001 ]]'

# Not even where the kernel would let users look into setuid programs.
echo 1 >/proc/sys/fs/suid_dumpable
for user in usr dev root; do
	begin $user forusr.ko
	others=(usr dev nobody)
	[[ $user == root ]] || others=("$user" nobody)
	for other in "${others[@]}"; do
		for signal in KILL STOP TERM SEGV 0; do
			! by "$other" bash -c "kill -$signal $pid" 2>/dev/null || fail "$other could send SIG$signal to $user's helper"
		done
		! by "$other" bash -c "exec 3</proc/$pid/mem" 2>/dev/null || fail "$other could look into $user's helper"
		! by "$other" /suite/attack meddle "$pid" || fail "$other could change $user's helper"
	done
	go_on
	is 0
	stdout_is 'for stapusr'
done
echo 0 >/proc/sys/fs/suid_dumpable

# ended USER MODULE STATUS: by root
ended() {
	begin "$1" "$2"
	kill -KILL "$pid"
	go_on
	is "$3"
	stdout_is ''
	stderr_has 'the helper ended by signal 9 (Killed)'
	not_loaded hello
	not_loaded forusr
}
for user in usr dev root; do
	ended $user forusr.ko 255
	ended $user "$blessed/altered.ko" 255
	stderr_has 'no one may load'
done
ended dev plain.ko 1 # which has no signature: it could not be read

# Nor does it outlive the loader, which its caller may end.
begin dev forusr.ko
loader=$(cut -d' ' -f4 "/proc/$pid/stat")
by dev bash -c "kill -KILL $loader" || fail "dev could not end the loader"
wait_until '! running "$pid"'
go_on
true_that '((status != 0))'

# A signature that is there and can't be had is one that could not be checked.
# no_way USER MODULE CAUSE
no_way() {
	run as "$1" "$STAPRUN" "$2"
	is 255
	stderr_has "WARNING: Couldn't check the module's signature: $3"
	stderr_has 'no one may load'
	not_loaded forusr
}
chown root forusr.ko.sgn && chmod 600 forusr.ko.sgn && no_way dev forusr.ko 'Permission denied'
mv forusr.ko.sgn away
ln -s forusr.ko.sgn forusr.ko.sgn && no_way dev forusr.ko 'Too many levels of symbolic links' && no_way root forusr.ko 'Too many'
rm forusr.ko.sgn && mkfifo forusr.ko.sgn && no_way root forusr.ko 'Operation not supported'
rm forusr.ko.sgn && mkdir forusr.ko.sgn && no_way dev forusr.ko 'Is a directory'
rmdir forusr.ko.sgn && run as dev "$STAPRUN" forusr.ko && is 0 # there is none
cp altered.ko "$blessed/forusr.ko" && run as usr "$STAPRUN" "$blessed/forusr.ko" && is 0
ln -s altered.ko.sgn "$blessed/forusr.ko.sgn"
for user in usr dev root; do no_way $user "$blessed/forusr.ko" 'Too many levels of symbolic links'; done
rm "$blessed/forusr.ko.sgn" && cp altered.ko.sgn "$blessed/forusr.ko.sgn" && chmod 666 "$blessed/forusr.ko.sgn"
for user in usr dev root; do no_way $user "$blessed/forusr.ko" 'Operation not permitted'; done
rm -rf "$blessed"
