# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# In a container that may, a module runs as on the host. In one that may not, the words say what it lacks, and nothing is left.
# modules: hello

hello() {
	is 0
	stdout_is 'Hello World!'
	stderr_is ''
	gone hello
}
# lacking TEXT: it is that
lacking() {
	((status)) || fail 'it loads'
	stderr_has "$1"
	not_loaded hello
}
# lacking_first TEXT COMMAND...: it is that in a container, and so it is for who asks first
lacking_first() {
	container "${@:2}" /srv/hello.ko
	lacking "$1"
	container "${@:2}" --check /srv/hello.ko
	lacking "$1"
}

# What --privileged gives: own processes, mounts and network, a root of its own, with the host's kernel in it.
root=$PWD/root
mkdir root
for folder in bin usr lib64 etc; do [[ ! -e /$folder ]] || cp -a "/$folder" root; done
ln -s usr/lib root/lib
mkdir -p root/{proc,sys,dev,tmp,srv,run}
cp hello.ko root/srv
mount -t devtmpfs devtmpfs root/dev
trap 'cd /; umount "$root/dev"; for m in proc sys; do umount "$root/$m" 2>/dev/null; done; rm -rf "$root"' EXIT

# container COMMAND...: in there; SETUP is done before, in the container's own mounts
SETUP='mount -t proc proc root/proc && mount -t sysfs sysfs root/sys'
container() {
	run busybox unshare -m -p -n -u -i -f sh -c "$SETUP && exec chroot root \"\$@\"" sh "$@"
}
container "$STAPRUN" /srv/hello.ko
hello
container /usr/bin/setpriv --bounding-set -all,+sys_module,+syslog,+sys_admin,+dac_read_search,+setuid,+setgid,+setpcap,+dac_override "$STAPRUN" /srv/hello.ko
hello

# One by one, what may be missing.
lacking_first CAP_SYS_MODULE /usr/bin/setpriv --bounding-set -sys_module "$STAPRUN"
lacking_first CAP_SETPCAP /usr/bin/setpriv --bounding-set -setpcap "$STAPRUN"
lacking_first 'a container without CAP_SYSLOG' /usr/bin/setpriv --bounding-set -syslog "$STAPRUN"
run busybox unshare -U -r "$STAPRUN" hello.ko
lacking 'This is a user namespace, as of a rootless container'
SETUP='mount -t proc proc root/proc'
container "$STAPRUN" /srv/hello.ko
if [[ $old ]]; then # its folder is below /sys: so it can neither be had, nor be known again and removed, until that is there
	is 1
	stdout_is ''
	stderr_has 'mount -t sysfs sysfs /sys'
	stderr_has 'staprun -d hello'
	loaded hello
	run "$STAPRUN" -d hello
	is 0
else
	is 0
	stdout_is 'Hello World!'
	stderr_has 'is /sys mounted?'
fi
gone hello
# Of what /sys would tell nothing is known then.
container "$STAPRUN" --check --json /srv/hello.ko
is 0
for member in locked_down secure_boot signed_modules_only; do stdout_has "\"$member\": null"; done
SETUP=true
container "$STAPRUN" /srv/hello.ko
is 1
stderr_is "ERROR: There is no /proc here, where modules of SystemTap's have their files: in a container or chroot, mount it (mount -t proc proc /proc)."

# Where /proc/sys and /sys can't be written, as in a container that is not privileged, addresses stay hidden, and that is said.
hidden=$(cat /proc/sys/kernel/kptr_restrict)
SETUP='mount -t proc proc root/proc && mount -t sysfs -o ro sysfs root/sys && mount -o bind root/proc/sys root/proc/sys && mount -o remount,ro,bind root/proc/sys'
echo 1 >/proc/sys/kernel/kptr_restrict
container "$STAPRUN" /srv/hello.ko
is 0
stdout_is 'Hello World!'
gone hello
echo 2 >/proc/sys/kernel/kptr_restrict
lacking_first kernel.kptr_restrict "$STAPRUN"
echo "$hidden" >/proc/sys/kernel/kptr_restrict
