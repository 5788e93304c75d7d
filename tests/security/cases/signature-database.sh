# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A database of the attacker's, where a program that takes the name for a relative one would look.
# modules: hello
cp hello.ko /home/usr && cd /home/usr || exit
head -c 512 /dev/urandom >hello.ko.sgn
for folder in etc/systemtap/staprun sql:/etc/systemtap/staprun; do
	mkdir -p "$folder"
	certutil -N -d "sql:$PWD/$folder" --empty-password
done
chown -R usr .
for folder in . etc/systemtap etc; do
	cd "/home/usr/$folder" || exit
	run as usr env NSS_DEFAULT_DB_TYPE=sql SSL_DIR=/home/usr/etc/systemtap/staprun "$STAPRUN" /home/usr/hello.ko
	is 255
	not_loaded hello
done
