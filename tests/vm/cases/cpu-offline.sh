# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034 # they are looked at later
#
# A CPU that is offline at the start, goes offline, or comes back: what it printed comes out, in order, and goes on.
# cpus: 2
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

[[ ! $old ]] || exit 0 # these have one buffer for all CPUs, which is read all the time
module=/proc/systemtap/where
# print_on CPU...: the module prints a line on each, in that order
print_on() { for cpu; do taskset $((1 << cpu)) cat $module/where >/dev/null; done; }
# comes CPU N: so many lines of that CPU have come
of_cpu() { grep -cx "on CPU $1" "$bg_stdout"; }
comes() { wait_until "((\$(of_cpu $1) == $2))"; }

# One that goes while someone is attached, is gone as someone attaches, and comes back meanwhile: what is printed there comes
# each time, in its place. (A script's timers do not come back to it: here its file is read there.)
run "$STAPRUN" -L where.ko
start "$STAPRUN" -A where
print_on 1
comes 1 1
echo 0 >"$cpu1"
print_on 0 0
comes 0 2
echo 1 >"$cpu1"
print_on 1 0 1
comes 1 3
finish QUIT
stdout_is "$(printf '%s\n' begin on\ CPU\ {1,0,0,1,0,1})"
print_on 1
echo 0 >"$cpu1"
start "$STAPRUN" -A where
print_on 0
comes 1 1
comes 0 1
echo 1 >"$cpu1"
print_on 1 0 1
comes 1 3
finish INT
stdout_is "$(printf 'on CPU %d\n' 1 0 1 0 1)"
stderr_lacks lost

# One that was offline as the module was loaded. The kernel makes a relay buffer for it once it is back, which is read, too;
# a script of stap's runs no probe there. What is printed on the other comes out as before.
echo 0 >"$cpu1"
start "$STAPRUN" where.ko
wait_until 'grep -q begin "$bg_stdout"'
true_that '[[ -e $module/trace0 && ! -e $module/trace1 ]]'
echo 1 >"$cpu1"
wait_until 'ls -l /proc/$(pidof stapio)/fd | grep -q "$module/trace1\$"'
for turn in {1..5}; do
	print_on 0
	comes 0 "$turn"
	true_that '! taskset 2 cat $module/where 2>/dev/null'
done
finish INT
is 0
true_that '(($(lines "$captured/stdout") == 6))'
