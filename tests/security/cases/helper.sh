# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Without the helper that was installed, whole, nothing is loaded, and it is said what to do; one of the attacker's is
# never taken; and the process that runs it can be ended by its caller, which is a no.
# modules: hello
# signed: forusr
. /suite/signed.sh
helper=/usr/local/libexec/systemtap/staprun-helper.so
cp ../hello.ko plain.ko
chmod 777 .
attack=$PWD/attack && mkdir -m 755 "$attack" && cp /suite/libnss_attack.so.2 "$attack/staprun-helper.so"
loads usr dev
cd "$attack" || exit
for user in dev usr; do
	run as $user env LD_LIBRARY_PATH="$attack" LD_PRELOAD="$attack/staprun-helper.so" "$STAPRUN" ../forusr.ko
	is 0
	stdout_is 'for stapusr'
done
cd ..

cp -p $helper whole
trap 'cp -p "$attack/../whole" $helper' EXIT
# useless WORDS
useless() {
	for user in dev root; do
		run as $user "$STAPRUN" plain.ko
		is 1
		stdout_is ''
		stderr_has "ERROR: Couldn't tell what the module is: the helper $1"
		true_that '(($(lines "$captured/stderr") == 1))'
		not_loaded hello
	done
	run as usr "$STAPRUN" forusr.ko # a signature that no one can check
	is 255
	stderr_has "WARNING: Couldn't check the module's signature: the helper $1"
	not_loaded forusr
	run as dev "$STAPRUN" forusr.ko
	is 1
	not_loaded forusr
}
# unusable CAUSE
unusable() { useless "$helper can't be used ($1"; }
rm $helper && unusable 'No such file or directory): install staprun again.'
: >$helper && unusable '/proc/self/fd/3: file too short): install staprun again.'
echo nonsense >$helper && unusable '/proc/self/fd/3: file too short): install staprun again.'
head -c 9000 whole >$helper && useless 'ended by signal 7 (Bus error).'
cp "$attack/staprun-helper.so" $helper && unusable 'it is of another version): install staprun again.'
cp whole $helper && chmod 600 $helper && unusable 'Permission denied): install staprun again.'
chmod 666 $helper && unusable "it is not root's alone): install staprun again."
chmod 664 $helper && unusable "it is not root's alone): install staprun again."
chmod 644 $helper && chown usr $helper && unusable "it is not root's alone): install staprun again."
rm $helper && mkdir $helper && unusable "it is not root's alone): install staprun again."
rmdir $helper && cp -p whole $helper && loads usr dev

# A container's root, who may not become anybody, has a helper all the same.
run setpriv --bounding-set=-setuid,-setgid "$STAPRUN" plain.ko
is 0
stdout_is 'Hello World!'

# ended USER MODULE STATUS
ended() {
	start /suite/tracer hold alarm setpriv --reuid "$1" --regid "$1" --init-groups --inh-caps=-all "$STAPRUN" "$2"
	wait_until 'read -r pid _ <held' 2>/dev/null
	as "$1" kill -KILL "$pid"
	kill -USR1 "$bg"
	finish
	is "$3"
	stdout_is ''
	stderr_has 'the helper ended by signal 9 (Killed)'
	not_loaded hello
	not_loaded forusr
}
ended dev plain.ko 1
ended usr forusr.ko 255
