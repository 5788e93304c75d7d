# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034 # they are looked at later
#
# A CPU that is offline at the start, goes offline, or comes back: what it printed comes out, in order, and goes on.
# on each release
# modules: steady where

cpu1=/sys/devices/system/cpu/cpu1/online
trap 'echo 1 >"$cpu1"' EXIT

start "$STAPRUN" steady.ko
wait_until '(($(lines "$bg_stdout") > 400))'
echo 0 >"$cpu1"
seen=$(lines "$bg_stdout")
wait_until '(($(lines "$bg_stdout") > seen + 400))'
echo 1 >"$cpu1"
seen=$(lines "$bg_stdout")
wait_until '(($(lines "$bg_stdout") > seen + 400))'
finish INT
is 0
stderr_lacks cpuset
# In which order the lines of two CPUs were printed no script can tell: between its counting and its printing the CPU may have
# to wait for as long as the host likes. But each CPU's own are all there, in their order.
# (One of 4.4 drops some while it is read.)
awk -v old="$old" '{ count[$1]++; if (old ? $2 < count[$1] : $2 != count[$1]) wrong = 1; count[$1] = $2 } END { exit wrong || !count[0] || !count[1] }' "$captured/stdout" ||
	fail 'lines are doubled, missing or out of order'

# One that was offline as the module was loaded. The kernel makes a relay buffer for it once it is back, which is read, too;
# a script of stap's runs no probe there. What is printed on the other comes out as before.
[[ ! $old ]] || exit 0 # these have one buffer for all CPUs, which is read all the time
module=/proc/systemtap/where
echo 0 >"$cpu1"
start "$STAPRUN" where.ko
wait_until 'grep -q begin "$bg_stdout"'
true_that '[[ -e $module/trace0 && ! -e $module/trace1 ]]'
echo 1 >"$cpu1"
wait_until 'ls -l /proc/$(pidof stapio)/fd | grep -q "$module/trace1\$"'
for turn in {1..5}; do
	taskset 1 cat $module/where >/dev/null
	wait_until '(($(grep -cx "on CPU 0" "$bg_stdout") == turn))'
	true_that '! taskset 2 cat $module/where 2>/dev/null'
done
finish INT
is 0
true_that '(($(lines "$captured/stdout") == 6))'
