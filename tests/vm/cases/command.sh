# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -c runs a command; when it ends the run ends, and its status is told.
# modules: hello tick

run "$STAPRUN" -c 'true' tick.ko
is 0
stdout_has end
not_loaded tick

run "$STAPRUN" -c 'echo "two  words" one' tick.ko
is 0
stdout_has 'two  words one'

run "$STAPRUN" -c 'sh -c "exit 3"' tick.ko
is 1
stderr_has 'WARNING: Child process exited with status 3'

run "$STAPRUN" -c "sh -c 'kill -9 \$\$'" tick.ko
is 1
stderr_has 'WARNING: Child process exited with signal 9 (Killed)'

run "$STAPRUN" tick.ko -c true
is 0

# Its own pid is what $$ is, and not that of stapio, which would be killed, and the module left.
run "$STAPRUN" -c 'sh -c "kill -9 $$"' tick.ko
is 1
stderr_has 'WARNING: Child process exited with signal 9 (Killed)'
not_loaded tick

# What it finds in its environment; and -L leaves it running.
run env SYSTEMTAP_MODULE=other "$STAPRUN" -v -c env tick.ko
stdout_has 'SYSTEMTAP_MODULE=tick'
stdout_has 'SYSTEMTAP_VERBOSE=1'
run "$STAPRUN" -L -c 'sh -c "sleep 1; echo $$ >pid"' tick.ko
is 0
loaded tick
wait_until '[[ -s pid ]]'
run "$STAPRUN" -d tick
is 0
