# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # captured is assert.sh's
#
# What the cases about signatures share. They begin in a copy of the signed modules, whose signer is trusted. To be sourced.

authorize=/usr/local/sbin/staprun-authorize
cp -r /suite/signed ok && cd ok && run $authorize stap.cert && is 0

# flip FILE OFFSET: changes the lowest bit of that byte
flip() {
	local byte
	byte=$((16#$(xxd -p -s "$2" -l 1 "$1")))
	# shellcheck disable=SC2059 # it is one
	printf "\\x$(printf %02x $((byte ^ 1)))" | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}

# loads USER...: all of them load forusr.ko, in silence
loads() {
	for user; do
		run as "$user" "$STAPRUN" forusr.ko
		is 0
		stdout_is 'for stapusr'
		stderr_is ''
	done
}

# refused SENTENCE USER...: these are, for that reason
refused() {
	for user in "${@:2}"; do
		run as "$user" "$STAPRUN" forusr.ko
		is 255
		stdout_is ''
		stderr_has "$1"
		not_loaded forusr
	done
}
