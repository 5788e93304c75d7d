# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The same for what we print ourselves, and for what stap-merge writes.

sim </dev/null
# fails ERROR COMMAND...: with its standard output where closing fails; what it says is ERROR and no more
fails() {
	local said
	! said=$("${@:2}" 2>&1 >"$dir/module/sink-close") || fail "${*:2}: status 0"
	[[ $said == "ERROR: $1: Disk quota exceeded" ]] || fail "${*:2}: standard error is $said"
}
fails "Couldn't write to standard output" "$stapio" --version
fails "Couldn't write to standard output" "$stapio" --help
fails "Couldn't write to standard output" "$stapio" --list
printf '\xf0\x9f\xa9\xba\x01\0\0\0\x06\0\0\0hello\n' >"$dir/one"
fails "Couldn't write standard output" "$merge" "$dir/one"
! said=$("$merge" -o "$dir/module/sink-close" "$dir/one" 2>&1 >"$dir/out") || fail "stap-merge -o: status 0"
[[ $said == "ERROR: Couldn't write $dir/module/sink-close: Disk quota exceeded" ]] || fail "stap-merge -o says $said"
[[ $("$merge" "$dir/one") == hello ]] || fail "stap-merge does not give what is in the file"
