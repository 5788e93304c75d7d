# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034 # conditions use it
#
# --ready-fd, through the setuid half, as users of each group: a newline when the probes of a real module run, and its end.
# modules: tick

blessed=/lib/modules/$(uname -r)/systemtap
mkdir -p "$blessed" && cp tick.ko "$blessed"
chmod 777 .
for who in root dev sys usr; do
	rm -f up && mkfifo up
	# shellcheck disable=SC2094 # a FIFO has two ends
	exec {both}<>up 7>up {up}<up {both}>&-
	start as $who "$STAPRUN" --ready-fd 7 tick
	exec 7>&-
	[[ $(timeout 300 od -An -tx1 <&"$up") == ' 0a' ]] || fail "$who: it is not told that it is ready"
	grep -q '^tick .* Live ' /proc/modules || fail "$who: it is told too early"
	finish INT
	is 0
	exec {up}<&-
done
run "$STAPRUN" --ready-fd 9 tick
is 1
stderr_is "ERROR: Couldn't open the descriptor of --ready-fd 9: the caller has no such descriptor open."
rm -rf "$blessed"
