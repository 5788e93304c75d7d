# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Who ends stapio by its name, as people do it, has its module removed; and who counts sees one process, the one whose
# number -D prints.
# modules: tick

# named TEXT: the processes that show it in their name or command line, the rig's shells left out
named() {
	local folder words name
	for folder in /proc/[0-9]*; do
		words=() name=''
		{ mapfile -d '' words <"$folder/cmdline" && read -r name <"$folder/comm"; } 2>/dev/null
		[[ ${words[*]} == *bash* || "$name ${words[*]}" != *"$1"* ]] || echo "${folder#/proc/}"
	done
}

run "$STAPRUN" -D -o out tick.ko
is 0
wait_until 'more_than 0 out'
true_that '[[ $(named stapio) == "$(<"$captured/stdout")" && ! $(named staprun) && $(named tick.ko) == "$(named stapio)" ]]'
kill -KILL "$(named stapio)"
gone tick

start "$STAPRUN" tick.ko
wait_until 'more_than 0'
true_that '[[ $(named stapio) == "$bg" && ! $(named staprun) ]]'
kill -KILL "$(named stapio)"
finish
gone tick
stderr_is 'WARNING: stapio was killed: removing module tick.'

# What is attached to is removed as well; not what could not be attached to.
run "$STAPRUN" -L tick.ko
is 0
start "$STAPRUN" -A tick
wait_until 'more_than 0'
run "$STAPRUN" -A tick
is 1
wait_until '[[ $(pidof stap-keeper) != *" "* ]]'
loaded tick
finish KILL
gone tick

# No process is to be had any more when the session ends.
mkdir cgroup && mount -t cgroup2 none cgroup
echo +pids >cgroup/cgroup.subtree_control
mkdir cgroup/full
trap 'cd / && umount "$OLDPWD/cgroup"' EXIT
start "$STAPRUN" tick.ko
wait_until 'more_than 0'
echo "$bg" >cgroup/full/cgroup.procs
echo 0 >cgroup/full/pids.max
finish INT
is 0
stdout_has end
stderr_is ''
not_loaded tick
rmdir cgroup/full
