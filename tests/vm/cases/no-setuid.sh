# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Where the setuid bit has no effect, that is said; help and version work all the same.
# modules: hello
cp "$STAPRUN" /tmp/plain && chmod 755 /tmp/plain
run as dev /tmp/plain hello.ko
is 1
stderr_has 'not installed setuid root'
for option in -h -V; do
	run as dev /tmp/plain $option
	is 0
	stderr_is ''
done
run as dev setpriv --no-new-privs "$STAPRUN" hello.ko
is 1
stderr_has no_new_privs
mount -t tmpfs -o nosuid,mode=755 none /mnt
cp "$STAPRUN" /mnt/staprun && chown root:stapusr /mnt/staprun && chmod 4110 /mnt/staprun
run as dev /mnt/staprun hello.ko
is 1
stderr_has nosuid
umount /mnt
rm /tmp/plain
