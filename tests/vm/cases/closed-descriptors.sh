# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Standard descriptors that are closed are not taken by files that staprun opens.
# modules: hello
cp hello.ko /home/dev && chown dev /home/dev/hello.ko && cd /home/dev || exit
sum=$(sha256sum hello.ko)
for closed in '<&-' '>&-' '2>&-' '<&- >&-' '<&- 2>&-' '>&- 2>&-' '<&- >&- 2>&-'; do
	run as dev bash -c "'$STAPRUN' hello.ko $closed"
	[[ $closed == *' >&-'* || $closed == '>&-'* ]] || stdout_is 'Hello World!'
	not_loaded hello
	true_that '[[ $(sha256sum hello.ko) == "$sum" ]]'
done
# They are nothing that matters for all that comes after. (In a setuid program the C library sees to that, too, with
# /dev/full for one of them; for root, only staprun does.)
cat >stapio <<-'END'
	#!/bin/bash
	for fd in 0 1 2; do readlink /proc/$$/fd/$fd; done >/home/dev/seen
END
chmod 755 stapio
for user in dev root; do
	run as $user env SYSTEMTAP_STAPIO=/home/dev/stapio bash -c "exec '$STAPRUN' hello.ko <&- >&- 2>&-"
	true_that '[[ $(grep -cxE "/dev/(null|full)" seen) == 2 ]]' # the script's own standard output is "seen"
	rm seen
	not_loaded hello # no one asked for it
done
rm -f hello.ko stapio
