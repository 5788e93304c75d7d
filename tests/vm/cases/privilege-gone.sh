# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# stapio has the caller's ids, groups, capabilities, environment, signals, limits and folder, and two descriptors more
# than it could have had: none but the module's folder.
# modules: tick
# peer-differs: it hands on descriptors
cp tick.ko /home/dev && chown dev /home/dev/tick.ko && cd /home/dev || exit
cat >stapio <<-'END'
	#!/bin/bash
	exec >"/home/dev/seen$1"
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
strangely ./stapio -expected
strangely env SYSTEMTAP_STAPIO=/home/dev/stapio "$STAPRUN" tick.ko 9</etc/passwd
echo /proc/systemtap/tick >>seen-expected
for kind in -expected -F; do grep -v '/seen\|/dev/stapio\|/dev/null' seen$kind | sort >sorted$kind; done
true_that 'diff sorted-expected sorted-F >&2'
run as dev "$STAPRUN" -d tick
is 0
rm -f /home/dev/*
