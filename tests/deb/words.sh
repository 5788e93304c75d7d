# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034,SC2154 # of and for the cases, and what they are written in
#
# What cases say of our package, beside the words of tests/vm/guest/assert.sh. A case begins in a system that has just been
# installed, with its systemtap-runtime, usr who is in stapusr, and plain who is in no group; and has it for itself.

export DEBIAN_FRONTEND=noninteractive
ours=/suite/staprun.deb later=/suite/staprun-later.deb # the same, of a later version
theirs=$(echo /root/systemtap-runtime_*.deb)

# A module that all users of SystemTap may load.
folder=/lib/modules/$(uname -r)/systemtap
mkdir -p "$folder"
cp hello.ko "$folder"

# does COMMAND...: a step that must succeed
does() { run "$@" && is 0; }

# Everything that is there: files with their rights, and what dpkg and the system know. Not so: what is a log or a
# copy from before a change.
everything() {
	find / -xdev \( -path /suite -o -path /var/log -o -path /var/cache/ldconfig \) -prune -o -printf '%p %M %u:%g %l\n' |
		grep -v -e '^/etc/[a-z]*- ' -e '^/var/lib/dpkg/[a-z]*-old ' | sort
	dpkg-query -Wf '${Package} ${Version} ${db:Status-Abbrev}\n'
	sort /var/lib/dpkg/statoverride /var/lib/dpkg/diversions
	sort /etc/group /etc/gshadow
}
same_as_before() { diff before <(everything) >"$captured/difference" || fail 'a trace is left'; }

# rights FILE "MODE OWNER:GROUP"
rights() { [[ $(stat -c '%a %U:%G' "$1") == "$2" ]] || fail "$1 is not $2 but $(stat -c '%a %U:%G' "$1")"; }
is_ours() { [[ $("$1" -V 2>&1) == *'dialects 4 and 5'* ]] || fail "$1 is not ours"; }
is_theirs() { does md5sum --check --quiet <(sed -n "s,  ${1#/}\$,  $1,p" /var/lib/dpkg/info/systemtap-runtime.md5sums); }

# hello USER STAPRUN: that user runs the module from root's folder
hello() { run as "$1" "$2" hello && is 0 && stdout_is 'Hello World!'; }

# without_theirs: purges systemtap-runtime, and what that leaves of its rights
without_theirs() {
	local file
	does dpkg -P systemtap-runtime
	for file in staprun stapbpf; do dpkg-statoverride --remove "/usr/bin/$file"; done
}
