# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# In a cpuset that excludes a CPU its buffer is read all the same, and the user is told what that means.
# not on bullseye: its modules have one buffer for all CPUs
# cpus: 2
# modules: steady

mkdir cgroup
mount -t cgroup2 cgroup cgroup
trap 'rmdir cgroup/one; umount -l cgroup' EXIT
echo +cpuset >cgroup/cgroup.subtree_control
mkdir cgroup/one
echo 0 >cgroup/one/cpuset.cpus
start sh -c 'echo $$ >cgroup/one/cgroup.procs; exec "$STAPRUN" steady.ko'
wait_until '(($(lines "$bg_stdout") > 1000))'
finish INT
is 0
true_that '(($(grep -c "CPU 1 is outside of the cpuset" "$captured/stderr") == 1))'
awk '$2 <= count[$1] { print "line", NR, "comes behind", count[$1], "of that CPU:", $0; exit 1 }
	{ missing += $2 - count[$1] - 1; count[$1] = $2 } END { print +missing >"missing" }' "$captured/stdout" >&2 || fail 'the lines are not right'
# What a read from another CPU loses is told; and it is not a CPU's whole share.
missing=$(<missing)
((missing == 0)) || true_that 'grep -qE "lost in the kernel|belonged to no message" "$captured/stderr"'
((missing < $(lines "$captured/stdout") / 4)) || fail "$missing lines are missing"
