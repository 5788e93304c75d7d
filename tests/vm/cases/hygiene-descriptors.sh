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
# They are nothing that matters for all that comes after (the C library sees to it, too: its first is /dev/full).
cat >stapio <<-'END'
	#!/bin/bash
	exec 9>/home/dev/seen
	for fd in 0 1 2; do readlink /proc/$$/fd/$fd >&9; done
END
chmod 755 stapio
run as dev env SYSTEMTAP_STAPIO=/home/dev/stapio bash -c "exec '$STAPRUN' hello.ko <&- >&- 2>&-"
true_that '[[ $(grep -cxE "/dev/(null|full)" seen) == 3 ]]'
run as dev "$STAPRUN" -d hello
is 0
rm -f hello.ko seen stapio
