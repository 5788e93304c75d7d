# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# stapio has the caller's ids, groups, capabilities, environment, ignored signals, limits, folder and descriptors, and one
# descriptor more: the end of the socket at which it asks the loader for the module.
# modules: tick
cp tick.ko /home/dev && chown dev /home/dev/tick.ko && cd /home/dev || exit
cat >stapio <<-'END'
	#!/bin/bash
	exec >"/home/dev/seen${1%%[0-9]*}"
	grep -E '^(Uid|Gid|Groups|Cap(Inh|Prm|Eff|Bnd|Amb)|NoNewPrivs|SigIgn):' /proc/$$/status
	umask
	ulimit -c
	pwd
	echo "$MARK $LANG"
	for fd in /proc/$$/fd/*; do [[ $fd == */255 ]] || readlink "$fd"; done
END
chmod 755 stapio
export MARK=mine LANG=xx
strangely() {
	( # where "as" is the end
		trap '' USR1 HUP PIPE # the last is staprun's doing: stapio ignores it anyway
		umask 026
		ulimit -c 17
		as dev "$@"
	)
}
strangely ./stapio -expected 9</etc/passwd
strangely env SYSTEMTAP_STAPIO=/home/dev/stapio "$STAPRUN" tick.ko 9</etc/passwd
echo socket >>seen-expected
for kind in -expected -F; do sed '/.seen\|.dev.stapio\|.dev.null/d; s/^socket:.*/socket/' seen$kind | sort >sorted$kind; done
true_that 'diff sorted-expected sorted-F >&2'
not_loaded tick # no one asked for it
rm -f /home/dev/*
