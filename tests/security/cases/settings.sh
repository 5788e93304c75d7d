# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What the administrator set in staprun.conf counts, for each as it says, also for many at once; and where that file is not
# root's alone, or not all of it is settings, nothing is loaded, by root either.
# modules: hello tick mod1
# signed: hello forusr forsys
here=$PWD
. /suite/signed.sh
cd "$here" || exit
conf=/etc/systemtap/staprun.conf
put() { printf '%s\n' "$@" >$conf; }
# said_no USER STATUS SENTENCE [ARG...]: hello does not load, for that reason
said_no() {
	run as "$1" "$STAPRUN" hello.ko
	is "$2"
	stdout_is ''
	stderr_has "$3"
	not_loaded hello
}
says_hello() {
	run as "$1" "$STAPRUN" "${@:2}" hello.ko
	is 0
	stdout_is 'Hello World!'
}
# How many at once, of each.
put 'stapdev.modules = 1 # no more'
says_hello dev
run as dev "$STAPRUN" -L tick.ko
is 0
said_no dev 255 'as many modules loaded as the administrator lets you'
says_hello root
run as dev "$STAPRUN" -d tick
is 0
says_hello dev
put 'stapdev.modules = 0'
said_no dev 255 'as many modules'
# At one moment: never more than that are there.
two_of_eight_load() {
	local i pids=()
	for ((i = 0; i < 8; i++)); do
		as dev "$STAPRUN" -R -L tick.ko >/dev/null 2>&1 &
		pids[i]=$!
	done
	wait "${pids[@]}"
	true_that '(($(ls $folders | wc -l) <= 2))'
}
put 'stapdev.modules = 2'
chmod 777 .
two_of_eight_load
run as dev "$STAPRUN" -d '*'
is 0
# Nor where each is held open from its first moment on, so that it can't be removed again; in debugfs no user can do that.
if [[ ! $old ]]; then
	start as dev /suite/attack clutch "$folders"
	wait_until 'more_than 0'
	two_of_eight_load
	finish KILL
	run as dev "$STAPRUN" -d '*'
	is 0
fi
true_that '[[ $(stat -c %a:%u:%s /run/staprun.lock) == 600:0:0 ]]'
# Who keeps a loader of his own from going on keeps his own others waiting, and no one else's; and can't have that lock.
put 'stapdev.modules = 2' 'stapusr.modules = 2'
start /suite/tracer hold finit_module setpriv --reuid dev --regid dev --init-groups --inh-caps=-all "$STAPRUN" hello.ko
wait_until '[[ -s held ]]'
as dev "$STAPRUN" tick.ko >/dev/null 2>said &
second=$!
# shellcheck disable=SC2016 # for wait_until
wait_until '(($(in_call fcntl $(pidof staprun))))'
run as dev /suite/attack lock /run/staprun.lock
true_that '((status != 0))'
cd ok && loads usr && cd "$here" || exit
kill -TERM $second
wait $second && fail 'an interrupted run is none of success'
true_that 'grep -q "for another load of yours" said'
kill -USR1 "$bg"
finish
is 0
stdout_is 'Hello World!'
wait_until 'none_of staprun stapio stap-keeper'
not_loaded tick
# Where it can't be had they can't be counted, which is a no; a link is not followed.
rm /run/staprun.lock && ln -s "$PWD/elsewhere" /run/staprun.lock
said_no dev 1 "Couldn't count your modules, whose number the administrator limits: Too many levels of symbolic links"
true_that '[[ ! -e elsewhere ]]'
rm /run/staprun.lock && mkdir /run/staprun.lock
said_no dev 1 "Couldn't count your modules, whose number the administrator limits: Is a directory"
says_hello root
rmdir /run/staprun.lock
# Its buffer.
put 'stapdev.buffers = 2'
says_hello dev -b 2
says_hello dev
run as dev "$STAPRUN" -b 3 hello.ko
is 255
stderr_has 'The buffer is larger than the administrator lets yours be'
run as dev "$STAPRUN" hello.ko _stp_bufsize=4000
is 0
# Nothing keeps the kernel from what is said behind it: no end of what it reads, no quote.
for last in -- '"--"' 'x="' '"'; do
	run as dev "$STAPRUN" hello.ko "_stp_bufsize=3 $last"
	is 255
	stderr_has 'larger than the administrator lets yours be'
	not_loaded hello
done
run as dev "$STAPRUN" hello.ko 'x="two words"'
is 0
says_hello root -b 3
put 'stapdev.buffers = 0' # to a module that is the usual one
said_no dev 255 'larger than the administrator'
# Where only their number is limited, a buffer is what the user says: more than there is memory for.
put 'stapdev.modules = 1'
run as dev "$STAPRUN" hello.ko _stp_bufsize=2000
is 1
not_loaded hello
# Unsigned ones of stapdev, and SHA-1.
put 'stapdev.unsigned = no'
said_no dev 255 'The module is not signed'
cd ok && loads usr dev && cd "$here" || exit
says_hello root
put 'sha1 = no'
if grep -q '^6\.1\.' /proc/sys/kernel/osrelease; then # its stap signs so
	cd ok && refused "could not be checked" usr && cd "$here" || exit
fi
rm -rf /etc/systemtap/staprun
# What is no setting, and who may not write there.
put 'stapusr.modules = 3' '' 'stapusr.module = 3'
said_no root 1 "$conf:3: This is no setting"
said_no usr 1 "$conf:3:"
put 'sha1 = yes'
for how in 664 646; do
	chmod $how $conf
	said_no root 1 "Couldn't read $conf"
done
chmod 644 $conf && chown dev $conf
said_no root 1 "must be root's"
chown root $conf && mv $conf kept && ln -s "$PWD/kept" $conf
said_no root 1 "must be root's"
rm $conf && mkdir $conf
said_no root 1 "$conf"
rmdir $conf && mkfifo $conf
said_no root 1 "$conf"
rm $conf
put 'sha1 = yes' && chmod 600 $conf # root's eyes read it
says_hello dev
rm -f $conf
says_hello dev
