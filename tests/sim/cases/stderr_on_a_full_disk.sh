# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What a full disk has no room for is not said, which holds up nothing, and when there is some it is told how much that was.

# tried LINE...: the module says that, and stapio tries to
tried() {
	local before now=0
	before=$(writes)
	tell "$@"
	until_true eval '(($(writes) > before))' || fail "it does not try to say it"
}
writes() { awk '/^syscw:/ { print $2 }' "/proc/$relay_pid/io"; }

disk 1M
sim </dev/null
ln -sf disk/err "$dir/err"
: >"$dir/disk/err"
dd if=/dev/zero of="$dir/disk/ballast" bs=4096 status=none 2>/dev/null
relay_start
event started.0
tried "oob WARNING: there is no room for this"
tried "oob WARNING: nor for this"
rm "$dir/disk/ballast"
tell "oob WARNING: here is some" "print 0 hello\n" request_exit
relay_wait
expect_status 0
expect_said <<-END
	WARNING: 2 lines were not said here: there was no room for them.
	WARNING: here is some
END
expect_stream "$dir/out"
expect_removed
