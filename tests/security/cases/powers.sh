# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Every system call that staprun makes with a capability in effect, of all that it makes for a user: the call that
# needs it, and those by which it is raised and laid down.
# modules: hello
traced() { run /suite/tracer powers setpriv --reuid dev --regid dev --init-groups --inh-caps=-all "$@"; }
# expected CALL...: no others, once the powers that the exec gave have been laid down for the first time
expected() {
	local list
	list=$(IFS='|' && echo "$*")
	awk 'NR == 1 { all = $3 } begun[$1] || $3 != all { print $2, $3 } $2 == "capset" { begun[$1] = 1 }' powers |
		sort | uniq -c >counted
	sed 's/^/power: /' counted >&2
	true_that '[[ -s counted ]]'
	true_that "! grep -vxE ' *[0-9]+ ($list)' counted >&2"
}
raise='(capget|capset) 0*(20000000|20200000|4|40|80|c0|10000|10004|200000|200004|1000000|400000000|400000004)'
cut='(capget|capset|prctl) 0*100' # SETPCAP: the bounding set
limits='prlimit64 0*1000000' # SYS_RESOURCE
module='finit_module 0*10004|delete_module 0*10000' # SYS_MODULE; and DAC_READ_SEARCH: 4.4's module looks into debugfs
folders='(openat|fstat|newfstatat) 0*4|openat 0*200004' # DAC_READ_SEARCH: debugfs and procfs; SYS_ADMIN: though all files are open
place='setfsuid 0*4' # the same, as the file system's root has that: its place among the user's keepers
procfs='(fsopen|fsconfig|fsmount) 0*200000' # SYS_ADMIN: a procfs of its own
setting='write 0*200000' # SYS_ADMIN: a sysctl
addresses='(openat|read|close|fstat|newfstatat|mmap|munmap) 0*400000000' # SYSLOG: kallsyms
sections='(openat|read|close) 0*400000004' # and DAC_READ_SEARCH: /sys/module
records='sendmsg 0*20000000|socket 0*20200000|(openat|read|close|socket) 0*200000' # AUDIT_WRITE: the kernel's audit; SYS_ADMIN: likewise
user='(setgroups|setresgid) 0*40|setresuid 0*(40|80|c0)' # SETGID, SETUID
traced "$STAPRUN" hello.ko
is 0
expected "$raise" "$cut" "$limits" "$module" "$folders" "$place" "$procfs" "$setting" "$addresses" "$sections" "$records" "$user"
