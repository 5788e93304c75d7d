# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The caller may run on one CPU only.
# modules: tick

mkdir /tmp/cgroup && mount -t cgroup2 cgroup /tmp/cgroup
echo +cpuset >/tmp/cgroup/cgroup.subtree_control
mkdir /tmp/cgroup/one && echo 0 >/tmp/cgroup/one/cpuset.cpus
user=(bash -c 'echo $$ >/tmp/cgroup/one/cgroup.procs; exec "$@"' bash "${user[@]}")
begin "$modules/tick.ko"
goes_on 3
ends INT
rmdir /tmp/cgroup/one
umount /tmp/cgroup && rmdir /tmp/cgroup
