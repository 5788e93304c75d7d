# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Symbolic and hard links in every component of the way to the administrator's modules.
# modules: hello
base=/lib/modules/$(uname -r) blessed=/lib/modules/$(uname -r)/systemtap
refused() {
	run as usr "$STAPRUN" "$1"
	is 255
	stderr_has 'Unable to verify the signature for the module'
}
mkdir -p "$blessed/sub" && cp hello.ko "$blessed/m.ko" && cp hello.ko "$blessed/sub/m.ko"
cp hello.ko /home/usr/own.ko && chown usr /home/usr/own.ko

run as usr "$STAPRUN" m
is 0
ln /home/usr/own.ko "$blessed/hard.ko" && refused hard # another's file by a second name
chmod 666 "$blessed/m.ko" && refused m
chmod 664 "$blessed/m.ko" && refused m
chmod 644 "$blessed/m.ko" && chown usr "$blessed/m.ko" && refused m
chown root "$blessed/m.ko"
for folder in "$blessed/sub" "$blessed" "$base" /lib/modules; do
	for mode in 777 775 1777; do
		chmod "$mode" "$folder" && refused "$blessed/sub/m.ko"
	done
	chmod 755 "$folder"
	chown usr "$folder" && refused "$blessed/sub/m.ko"
	chown root "$folder"
done
mv "$blessed" /home/usr/moved && ln -s /home/usr/moved "$blessed" && refused m
rm "$blessed" && mv /home/usr/moved "$blessed"
mv "$blessed/sub" "$blessed/real" && ln -s real "$blessed/sub" && chown -h usr "$blessed/sub"
run as usr "$STAPRUN" "$blessed/sub/m.ko" # where it leads to is fine
is 0
# A hard link to the administrator's module, in a folder of the user's, is not in the folder.
mkdir /lib/modules/usr && chown usr /lib/modules/usr && ln "$blessed/m.ko" /lib/modules/usr/m.ko
refused /lib/modules/usr/m.ko
rm -rf "$blessed" /lib/modules/usr
