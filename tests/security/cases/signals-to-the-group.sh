# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# As ^C does it: to all processes of the terminal's foreground group, the loader among them.
# modules: tick
cp tick.ko /home/dev && chown dev /home/dev/tick.ko && cd /home/dev || exit
for ((i = 0; i < 30; i++)); do
	start as dev "$STAPRUN" tick.ko
	begun
	sleep "0.$(printf '%03d' $((i * 8)))"
	kill -INT -- "-$bg"
	finish
	wait_until 'none_of staprun stapio stap-keeper'
	! is_loaded tick || fail "^C after ${i}x8 ms left the module"
done
