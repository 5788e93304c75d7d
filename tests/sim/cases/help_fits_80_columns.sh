# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# No line of --help is broken on a terminal of 80 columns, however long the kernel's release is.

# fits RELEASE FOLDER: with that release it names that folder
fits() {
	echo "$1" >"$dir/release"
	unshare --mount --propagation private bash -c 'mount --bind "$0" /proc/sys/kernel/osrelease && exec "$@"' \
		"$dir/release" "$stapio" --help >"$dir/said" 2>&1 || fail "status $?"
	grep -qxF "/lib/modules/$2/systemtap." "$dir/said" || fail "the folder is not named"
	# shellcheck disable=SC2143 # as it is meant
	[[ ! $(grep -E '^.{80}' "$dir/said") ]] || fail "too long: $(grep -m1 -E '^.{80}' "$dir/said")"
}
of() { printf '%.0sr' $(seq "$1"); }
fits 6.1.0-49-amd64 6.1.0-49-amd64
fits "$(of 55)" "$(of 55)"
fits "$(of 56)" VERSION
fits "$(of 64)" VERSION
