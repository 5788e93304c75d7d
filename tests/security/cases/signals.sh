# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A signal at any moment: afterwards the module is gone, and so are the processes.
# modules: tick
cp tick.ko /home/dev && chown dev /home/dev/tick.ko && cd /home/dev || exit
signals=(TERM INT HUP QUIT ALRM USR1 USR2 PIPE)
for ((i = 0; i < 48; i++)); do
	signal=${signals[i % 8]}
	start as dev "$STAPRUN" tick.ko
	begun
	sleep "0.$(printf '%03d' $((i * 6)))"
	kill -"$signal" "$bg"
	# A module that is detached from (QUIT) stays on purpose; these two do not end a run.
	case $signal in USR1 | USR2 | PIPE) kill -TERM "$bg" 2>/dev/null ;; esac
	last="SIG$signal after $((i * 6)) ms" # what a failure shows
	finish
	if [[ $signal == QUIT ]] && is_loaded tick; then
		run as dev "$STAPRUN" -d tick
		is 0
	fi
	wait_until 'none_of staprun stapio stap-keeper'
	! is_loaded tick || fail "SIG$signal after ${i}x6 ms left the module"
done
