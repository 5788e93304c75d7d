# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Where the sections of a loaded module are is for root alone to read; the script of whoever may load it is told the truth.
# on each release
# modules: mention
other=virtio_blk
sections=/sys/module/$other/sections
folder=/lib/modules/$(uname -r)/systemtap
mkdir -p "$folder" && cp mention.ko "$folder"
trap 'rm -r "$folder"' EXIT

# hex TEXT SIZE: as strace shows it, padded with zeros
printf -v zeros '\\x00%.0s' {1..128}
hex() {
	local text='' i
	for ((i = 0; i < ${#1}; i++)); do printf -v text '%s\\x%02x' "$text" "'${1:i:1}"; done
	printf '%s' "$text${zeros::4 * ($2 - ${#1})}"
}
# told USER: its module's handshake, in the file "trace"
told() {
	run strace -f -o trace -e trace=pwrite64 -xx -s 300 setpriv --reuid "$1" --regid "$1" --init-groups --inh-caps=-all "$STAPRUN" mention
	is 0
	stdout_has $other
}
name=$(hex $other 128)
for user in root dev usr; do
	told $user
	stderr_is ''
	for file in "$sections"/.{text,data,bss,rodata,exit.text}; do
		address=$(<"$file")
		[[ $address =~ ^0x(..)(..)(..)(..)(..)(..)(..)(..)$ && $address != 0x0000000000000000 ]] || fail "$file: $address"
		bytes=("${BASH_REMATCH[@]:1}")
		[[ $(printf '\1\0' | od -An -tu2) -eq 256 ]] || bytes=("${bytes[@]:7:1}" "${bytes[@]:6:1}" "${bytes[@]:5:1}" "${bytes[@]:4:1}" \
			"${bytes[@]:3:1}" "${bytes[@]:2:1}" "${bytes[@]:1:1}" "${bytes[@]:0:1}") # of this machine's order
		printf -v address '\\x%s' "${bytes[@]}"
		grep -qF "$name$(hex "${file##*/}" 128)$address" trace || fail "$user is not told that ${file##*/} is at $(<"$file")"
	done
done

# That one can't be read is said, once.
mount -t tmpfs none "$sections"
mkdir "$sections"/.text "$sections"/.data
told dev
umount "$sections"
grep -qF "$name$(hex .text 128)$(hex '' 8)" trace || fail 'what is not known is 0'
true_that '(($(lines "$captured/stderr") == 1))'
stderr_has "WARNING: Couldn't read where the sections of module $other are: Is a directory"
