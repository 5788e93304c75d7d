# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What a systemd unit runs behind its staprun, -d --if-killed, takes away what a SIGKILL of the whole group left, and nothing
# that someone else has: not a module that was there before, none that is attached to, and none that a keeper removes.
# modules: tick

# ended HOW: what systemd runs then
ended() { SERVICE_RESULT=$1 EXIT_CODE=$2 run "$STAPRUN" -d --if-killed tick; }
# quiet: it said nothing, and was right
quiet() {
	is 0
	stderr_is ''
	stdout_is ''
}

start "$STAPRUN" tick.ko
wait_until 'more_than 0'
# Stopped, they die together.
keeper=$(pidof stap-keeper)
kill -STOP "$keeper" "$bg"
kill -KILL "$keeper" "$bg"
finish
wait_until 'none_of staprun stapio stap-keeper'
loaded tick
ended signal killed
quiet
not_loaded tick
ended signal killed
quiet

# One that was there before is why ours was refused: it is another's.
run "$STAPRUN" -L tick.ko
is 0
run "$STAPRUN" tick.ko
is 1
ended exit-code exited
quiet
loaded tick
run "$STAPRUN" -d --if-killed tick # where no systemd is
quiet
loaded tick

start "$STAPRUN" -A tick
wait_until 'more_than 0'
ended signal killed
quiet
loaded tick
finish INT
gone tick

run "$STAPRUN" --if-killed tick.ko
is 1
stderr_has "'--if-killed' needs '-d'."
