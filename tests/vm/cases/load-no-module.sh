# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What is not a module is said to be what it is; nothing hangs on it, and nothing is loaded.
# modules: hello
said() {
	run as dev timeout 300 "$STAPRUN" "$1"
	is 1
	stderr_has "ERROR: Couldn't insert module '$1': Invalid module format"
	stderr_has "$2"
	stdout_is ''
}
mkdir /home/dev/load && cp hello.ko /home/dev/load && cd /home/dev/load && chown dev .
mkdir folder.ko && said folder.ko folder
mkfifo fifo.ko && chmod 666 fifo.ko && said fifo.ko FIFO
ln -s /dev/zero device.ko && said device.ko device
: >empty.ko && said empty.ko empty
truncate -s 257M huge.ko && said huge.ko '256 MiB'
echo text >text.ko && said text.ko 'text'
head -c 2000 hello.ko >cut.ko && said cut.ko ''
run as dev "$STAPRUN" absent.ko
is 1
stderr_has 'ERROR: Unable to canonicalize path "absent.ko": No such file or directory'
chmod 600 hello.ko && chown root hello.ko
run as dev "$STAPRUN" hello.ko
is 1
stderr_has 'ERROR: Unable to canonicalize path "hello.ko": Permission denied'
run "$STAPRUN" hello.ko # root reads everything
is 0
cd / && rm -rf /home/dev/load
