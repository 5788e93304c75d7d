# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -d '*': each of one's own that no one is attached to, and says which; root's are everyone's.
# modules: tick recorder
cp ./*.ko /home/dev && chown dev /home/dev/*.ko
run as dev "$STAPRUN" -L /home/dev/tick.ko
is 0
run "$STAPRUN" -L recorder.ko
is 0
run as usr "$STAPRUN" -d '*'
is 0
stderr_is ''
loaded tick
run as dev "$STAPRUN" -d '*'
is 0
stderr_is 'Module tick removed.'
not_loaded tick
true_that 'grep -q ^recorder /proc/modules'
run as dev "$STAPRUN" -L /home/dev/tick.ko
start as dev "$STAPRUN" -A tick
wait_until '[[ -s $bg_stdout ]]'
run "$STAPRUN" -d '*'
is 0
stderr_has 'Module recorder'
loaded tick
true_that '! grep -q ^recorder /proc/modules'
finish INT
not_loaded tick
rm /home/dev/*.ko
