# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Where the sections of a loaded module are is for root alone to read; the module of whoever may load it is told the truth.
# on each release
# kmod: stream
other=virtio_blk
sections=/sys/module/$other/sections
folder=/lib/modules/$(uname -r)/systemtap
mkdir -p "$folder" && cp /suite/kmod/stream.ko "$folder"
trap 'rm -r "$folder"' EXIT

# told USER: the kernel's log has what its module was told
told() {
	dmesg -c >/dev/null
	run as "$1" "$STAPRUN" stream dialect="$dialect" messages=2
	is 0
	dmesg >log
}
for user in root dev usr; do
	told $user
	stderr_is ''
	for file in "$sections"/.{text,data,bss,rodata,exit.text}; do
		address=$(<"$file")
		[[ $address =~ ^0x[0-9a-f]{16}$ && $address != 0x0000000000000000 ]] || fail "$file: $address"
		grep -qF "told that ${file##*/} of $other is at $address" log || fail "$user is not told that ${file##*/} is at $address"
	done
done

# That one can't be read is said, once.
mount -t tmpfs none "$sections"
mkdir "$sections"/.text "$sections"/.data
told dev
umount "$sections"
grep -qF "told that .text of $other is at 0x0000000000000000" log || fail 'what is not known is 0'
true_that '(($(lines "$captured/stderr") == 1))'
stderr_has "WARNING: Couldn't read where the sections of module $other are: Is a directory"
