# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Where giving up root fails and the kernel says that it did not, or where root can be had back, stapio is not started:
# staprun does not believe, it asks. (The kernel that lies is played by a debugger of root's.)
# modules: hello
printf '#!/bin/sh\n: >%s/started\n' "$PWD" >stapio && chmod 777 . stapio
lied_to() { # INJECTION
	run strace -f -o /dev/null -u dev "$@" env SYSTEMTAP_STAPIO="$PWD/stapio" "$STAPRUN" hello.ko
}
lied_to # to no one: it works in this way
true_that '[[ -e started ]]'
rm started
for lie in setresuid:retval=0 setuid:retval=0; do
	lied_to -e inject=$lie
	is 1
	stderr_has "Root's privileges are not gone as they should be"
	true_that '[[ ! -e started ]]'
	wait_until 'none_of staprun stap-keeper'
	not_loaded hello
done
