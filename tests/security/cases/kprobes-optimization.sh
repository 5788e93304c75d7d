# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The kernel's optimization of kprobes is turned off for who may load, unless told otherwise, and for no one else.
# not on arm64: its kernel optimizes no probes
# not on s390x: the same
# modules: hello
setting=/proc/sys/debug/kprobes-optimization
mode=$(stat -c %a /home/dev)
cp hello.ko /home/dev && chmod 644 /home/dev/hello.ko && chmod 755 /home/dev
stays() { # VALUE: it is that, and is set to 1 again
	[[ $(<$setting) == "$1" ]] || fail "$setting is $(<$setting)"
	echo 1 >$setting
}
chmod 4755 "$STAPRUN" # plain could not even start it
echo 1 >$setting
for user in plain usr; do
	run as $user "$STAPRUN" /home/dev/hello.ko
	is 255
	stays 1
done
run as dev env STAP_PR13193_OVERRIDE=1 "$STAPRUN" /home/dev/hello.ko
is 0
stays 1
run as dev "$STAPRUN" /home/dev/hello.ko
is 0
stays 0
rm /home/dev/hello.ko && chmod "$mode" /home/dev
chmod 4110 "$STAPRUN"
