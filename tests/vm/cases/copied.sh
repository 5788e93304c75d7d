# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Embedded users copy staprun and stapio into one folder, without setuid, and run them as root; SystemTap's own module for
# dracut copies them, and the libraries that they are linked with, into an initramfs.
# modules: hello tick

stapio=/usr/local/libexec/systemtap/stapio
[[ -x $stapio ]] || stapio=/usr/lib/systemtap/stapio
mkdir embedded
cp "$STAPRUN" "$stapio" embedded
chmod 755 embedded/*
# Nothing of what is installed is to help.
installed=$(dirname "$stapio")
mv "$installed" "$installed.aside"
copied() { run env SYSTEMTAP_STAPIO="$PWD/embedded/stapio" SYSTEMTAP_STAPRUN="$PWD/embedded/staprun" "$@"; }

copied embedded/staprun hello.ko
is 0
stdout_is 'Hello World!'
stderr_is ''
copied embedded/staprun -L tick.ko
is 0
copied embedded/staprun hello.ko nosuch=1
is 0
stdout_is 'Hello World!'
copied embedded/staprun -d tick
is 0
not_loaded tick
# What fails is said in words here, too.
copied embedded/staprun -d tick
is 1
stderr_has 'Cannot attach to module tick control channel; not running?'
copied embedded/staprun nosuch.ko
is 1
stderr_has 'ERROR: Unable to canonicalize path "nosuch.ko": No such file or directory'
# Without the variable there is no stapio, and that is a sentence.
run embedded/staprun hello.ko
is 1
stderr_has "Couldn't run '"
stderr_has "SYSTEMTAP_STAPIO names another one"

# An initramfs with no more in it.
mkdir -p root/{bin,proc,sys,dev}
cp embedded/* hello.ko root/bin
for loader in /lib*/ld*.so.[1-3]; do [[ ! -x $loader ]] || break; done
for program in embedded/*; do
	"$loader" --list "$program" | grep -oE '/[^ ]+' | sort -u | while read -r library; do
		mkdir -p "root${library%/*}"
		cp -L "$library" "root$library"
	done
done
mount --bind /proc root/proc
mount --bind /sys root/sys
mknod root/dev/null c 1 3
run env SYSTEMTAP_STAPIO=/bin/stapio SYSTEMTAP_STAPRUN=/bin/staprun chroot root /bin/staprun /bin/hello.ko
! grep -q " $PWD/root/sys/kernel/debug " /proc/mounts || umount "$PWD/root/sys/kernel/debug" # where one of 4.4 has its folder
umount "$PWD/root/proc" "$PWD/root/sys" || fail 'they are in use'
mv "$installed.aside" "$installed"
is 0
stdout_is 'Hello World!'
stderr_is ''
