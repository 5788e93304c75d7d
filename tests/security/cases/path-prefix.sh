# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What only begins like the administrator's folder is not in it, nor what leads out of it again, whoever says so: the path
# that comes with a request is taken one component at a time.
# modules: hello
blessed=/lib/modules/$(uname -r)/systemtap
mkdir -p "$blessed" "$blessed-x" && cp hello.ko "$blessed/good.ko" && cp hello.ko "$blessed-x/hello.ko"
mkdir "$blessed/theirs" && cp hello.ko "$blessed/theirs" && chown usr "$blessed/theirs"
cp hello.ko /home/usr/evil.ko && chown usr /home/usr/evil.ko
chmod 777 .
# refuses PATH: for usr, by our stapio
refuses() {
	run as usr "$STAPRUN" "$1"
	is 255
	not_loaded hello
}
refuses "$blessed-x/hello.ko"
refuses "$blessed/../systemtap-x/hello.ko"
refuses "$blessed/theirs/hello.ko"
ln -s /home/usr/evil.ko "$blessed/link.ko"
refuses "$blessed/link.ko"
# none PATH: nor by a stapio that only names it, and has the loader open it
none() {
	printf '#!/bin/sh\nexec /suite/attack hand none "%s" "$@"\n' "$1" >stapio && chmod 755 stapio
	run as usr env SYSTEMTAP_STAPIO="$PWD/stapio" "$STAPRUN" hello.ko
	is 0
	stdout_has 'the loader ended with 1'
	stdout_has 'Permission denied' # it was not opened
	! is_loaded hello || fail "$1 is loaded"
}
out=../../../../../../..
for path in "$blessed/$out/home/usr/evil.ko" "$blessed/theirs/../../systemtap-x/hello.ko" "$blessed-x/hello.ko" \
	"$blessed/link.ko" "$blessed/theirs/hello.ko" "/proc/self/root$blessed/good.ko" "/home/..$blessed/good.ko"; do
	none "$path"
done
# Nor does the loader look for it there, where who looks may have to wait.
grep -qw fuse /proc/filesystems || insmod /suite/fuse.ko || fail 'no FUSE'
mkdir -m 755 mounted && chown usr mounted && chmod 755 .
start /suite/hangfs mounted allow_other
hangfs=$bg
wait_until 'more_than 0'
chmod 777 .
none "$blessed/$out$PWD/mounted/other.ko"
true_that '! grep -q looking "$bg_stdout"'
as usr cat mounted/another.ko 2>/dev/null
wait_until 'grep -q looking "$bg_stdout"' # which would have been seen
umount -l mounted
kill "$hangfs"
rmmod fuse || :
run as usr "$STAPRUN" good # which is what it is for
is 0
stdout_is 'Hello World!'
rm -rf "$blessed" "$blessed-x"
