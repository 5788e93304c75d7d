# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Who has a control group of his own can end all that runs in it, the keeper of his module, too: what is left is that module,
# his own, which he removes as any that no one is attached to. No one else can.
# not on bullseye: its kernel has no cgroup.kill
# modules: tick
groups=/sys/fs/cgroup
grep -q " $groups cgroup2 " /proc/mounts || mount -t cgroup2 none $groups || fail 'no control groups'
# As systemd delegates one.
mkdir $groups/theirs && chown dev $groups/theirs $groups/theirs/cgroup.{procs,subtree_control,threads} || exit
cat >begin <<-'END'
	mkdir "$1/run" && echo $$ >"$1/run/cgroup.procs" && shift && exec "$@"
END
# shellcheck disable=SC2016 # for another shell
start bash -c 'echo $$ >"$0/cgroup.procs" && exec setpriv --reuid dev --regid dev --init-groups --inh-caps=-all bash begin "$0" "$@"' \
	$groups/theirs "$STAPRUN" tick.ko
wait_until 'more_than 0'
true_that 'grep -qx "$(pidof stap-keeper)" $groups/theirs/run/cgroup.procs'
for user in sys usr plain; do
	run as $user bash -c "echo 1 >$groups/theirs/run/cgroup.kill"
	true_that '((status != 0))'
done
as dev bash -c "echo 1 >$groups/theirs/run/cgroup.kill" || fail 'the group is not its own'
finish
wait_until 'none_of staprun stapio stap-keeper'
loaded tick
for user in sys usr; do
	run as $user "$STAPRUN" -d tick
	is 1
done
loaded tick
run as dev "$STAPRUN" -d '*'
is 0
not_loaded tick
rmdir $groups/theirs/run $groups/theirs
