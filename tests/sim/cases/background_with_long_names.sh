# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Names that begin at / stay what they are in the background; where one would come to be too long, the process stays in the
# folder in which it was begun, and with -v that is said.

# background OPTION...: such a session, to its end; $folder is where it was
background() {
	sim <<<"print 0 hello\n"
	relay -D "$@"
	expect_status 0
	local pid
	pid=$(<"$dir/out")
	until_true test -s "$dir/file" || fail "nothing is in the file"
	folder=$(readlink "/proc/$pid/cwd")
	ends_in_the_background "$pid"
	rm -r "$dir"/{sim,removed,file}
}

background -o "$dir/file" --stats "$dir/numbers"
[[ $folder == / ]] || fail "it stays in $folder"
until_true test -s "$dir/numbers" || fail "there are no statistics"
background -v -o "$(printf './%.0s' {1..2030})file"
[[ $folder == "$dir" ]] || fail "it is in $folder"
expect_err '^The process in the background stays in its folder\.$'
