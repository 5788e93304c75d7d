# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# In a privileged container of podman's a module runs as on the host; in others the words say what they lack, and nothing is
# left.
# modules: hello
# packages: podman crun

root=/srv/container
mkdir -p "$root"/{usr,etc,srv,proc,sys,dev,run,tmp}
for link in bin sbin lib lib64; do ln -s "usr/$link" "$root"; done
cp /etc/{passwd,group,nsswitch.conf,ld.so.cache} "$root/etc"
cp hello.ko "$root/srv"
hidden=$(cat /proc/sys/kernel/kptr_restrict)
trap 'echo "$hidden" >/proc/sys/kernel/kptr_restrict; rm -rf "$root"' EXIT

program=$STAPRUN
# container [OPTION...]: hello.ko in one that these make. (A storage of its own, which asks nothing of the disk.)
container() {
	run podman --root="$PWD/storage" --runroot="$PWD/state" --storage-driver=vfs run --rm --quiet --network=none --log-driver=none -v /usr:/usr:ro "$@" --rootfs "$root" "$program" /srv/hello.ko
}
runs() {
	is 0
	stdout_is 'Hello World!'
	gone hello
}
# lacks TEXT: the words say that
lacks() {
	((status)) || fail 'it loads'
	stderr_has "$1"
	not_loaded hello
}

container --privileged --pid=host -v /lib/modules:/lib/modules:ro
runs
stderr_is ''

# What docs/FLEET.md says it takes, and no more, on a host that hides no addresses from root.
echo 1 >/proc/sys/kernel/kptr_restrict
container --cap-add=SYS_MODULE,SYSLOG,SETPCAP
runs
echo 2 >/proc/sys/kernel/kptr_restrict
container --cap-add=SYS_MODULE,SYSLOG,SETPCAP
lacks kernel.kptr_restrict
echo 1 >/proc/sys/kernel/kptr_restrict

container
lacks CAP_SYS_MODULE
container --cap-add=SYS_MODULE
lacks CAP_SYSLOG
# Root of a user namespace has a staprun that is setuid for that root.
cp -p "$STAPRUN" "$root/srv/staprun"
chown -R 100000:100000 "$root/srv"
chmod 4111 "$root/srv/staprun"
program=/srv/staprun
container --privileged --uidmap=0:100000:65536
lacks 'user namespace'
