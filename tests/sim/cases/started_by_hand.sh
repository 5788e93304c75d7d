# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# stapio that no staprun started says who does, and what it can't do with; so it does where there is no /proc.

# by_hand SAID WORD...: that, and nothing else
by_hand() {
	local status=0
	"$stapio" "${@:2}" >"$dir/out" 2>"$dir/said" || status=$?
	((status == 1)) || fail "${*:2}: status $status"
	[[ $(<"$dir/said") == "$1" && ! -s $dir/out ]] || fail "${*:2}: $(<"$dir/said")"
}

by_hand "ERROR: stapio is started by staprun: run 'staprun hello'." hello
by_hand "ERROR: Invalid file descriptor option 'x'." -F x hello
by_hand "ERROR: Invalid file descriptor option '3,4'." -F 3,4 hello

status=0
unshare --mount --propagation private bash -c 'mount -t tmpfs none /proc && exec "$0" -F 3 hello' "$stapio" >"$dir/out" 2>"$dir/err" 3<"$dir" || status=$?
expect_status 1
expect_said <<<"ERROR: There is no /proc here, where modules of SystemTap's have their files: in a container or chroot, mount it (mount -t proc proc /proc)."
