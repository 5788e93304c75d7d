# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The caller's descriptors are his through staprun, as -o names them; no number means one of ours, and who waits for the end
# of another one does not wait for the session.
# modules: hello tick
cp hello.ko tick.ko /home/dev && cd /home/dev && chown dev ./*.ko || exit
for user in dev root; do
	run as $user bash -c "exec '$STAPRUN' -o /dev/fd/7 hello.ko 7>/home/dev/seven"
	is 0
	stderr_is ''
	true_that '[[ $(<seven) == "Hello World!" ]]'
	# shellcheck disable=SC2016 # the second bash's
	run as $user bash -c "'$STAPRUN' -o >(cat >/home/dev/process; : >/home/dev/end) hello.ko"
	is 0
	wait_until '[[ -e end ]]'
	true_that '[[ $(<process) == "Hello World!" ]]'
	run as $user "$STAPRUN" -o /proc/self/fd/1 hello.ko
	is 0
	stdout_is 'Hello World!'
	for fd in {3..20}; do
		run as $user "$STAPRUN" -o "/dev/fd/$fd" hello.ko
		is 1
		stderr_is "ERROR: Couldn't open output file /dev/fd/$fd: the caller has no such descriptor open."
	done
	not_loaded hello
	rm -f seven process end
done

mkfifo pipe && chmod 666 pipe
start cat pipe
# shellcheck disable=SC2034 # it is looked at below
reader=$bg
exec 8>pipe
start as dev "$STAPRUN" tick.ko
exec 8>&-
wait_until 'more_than 1'
wait_until '! kill -0 $reader'
finish INT
is 0
rm -f ./*.ko pipe
