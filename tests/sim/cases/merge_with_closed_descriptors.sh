# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# stap-merge has no file of its own take the place of a closed standard error, says so when it can't print what it was asked
# for, and shows no control characters of names.

local option status
printf '\xf0\x9f\xa9\xba\x03\0\0\0\x04\0\0\0abc\n' >"$dir/part_0"
"$merge" -o "$dir/merged" "$dir/part_0" >/dev/null <&- 2>&- || fail "status $?"
[[ $(<"$dir/merged") == abc ]] || fail "the output is $(<"$dir/merged")"
for option in -h --help -V --version; do
	status=0
	"$merge" "$option" >/dev/full 2>"$dir/said" || status=$?
	((status == 255)) || fail "$option: status $status"
	[[ $(<"$dir/said") == "ERROR: Couldn't write standard output: No space left on device" ]] || fail "$option: $(<"$dir/said")"
done
status=0
"$merge" "$dir/part_0" >&- 2>"$dir/said" || status=$?
((status == 255)) || fail "without standard output: status $status"
! "$merge" "$dir/"$'a\e[2Jb\n_0' 2>"$dir/said" || fail "a file that is not there is merged"
[[ $(<"$dir/said") == "ERROR: Couldn't open $dir/a?[2Jb?_0: No such file or directory" ]] || fail "$(<"$dir/said")"
