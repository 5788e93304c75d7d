# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# stap-merge says which word, file or place it can't do with, and its status is 255.

# merge_refuses PATTERN WORD...: with these words it says that
# shellcheck disable=SC2053 # a pattern
merge_refuses() {
	local status=0
	"$merge" "${@:2}" >"$dir/out" 2>"$dir/said" || status=$?
	((status == 255)) || fail "${*:2}: status $status"
	[[ $(<"$dir/said") == $1 ]] || fail "${*:2}: $(<"$dir/said")"
	[[ ! -s $dir/out ]] || fail "${*:2}: it prints something"
}

cd "$dir" || fail "no folder"
merge_refuses 'Usage: stap-merge *'
merge_refuses "*unrecognized option '--nonsense'"$'\nUsage: stap-merge *' --nonsense
printf '\xf0\x9f\xa9\xba\x03\0\0\0\x04\0\0\0abc\n' >part_0
merge_refuses 'ERROR: part_0 is given twice.' part_0 part_0
merge_refuses "ERROR: Couldn't open output file no/where: No such file or directory" -o no/where part_0
merge_refuses 'ERROR: ./part_0 is one of the files to merge.' -o ./part_0 part_0
mkdir folder_cpu0 folder_cpu0.2 folder_cpu0.zst
cp part_0 folder_cpu0.1
merge_refuses "ERROR: Couldn't read folder_cpu0: Is a directory" folder_cpu0
merge_refuses "ERROR: Couldn't read folder_cpu0.zst: Is a directory" folder_cpu0.zst
merge_refuses "ERROR: Couldn't read folder_cpu0.2: Is a directory" folder_cpu0.1 folder_cpu0.2
echo 'this is compressed by nothing at all' >none_cpu0.zst
merge_refuses 'ERROR: none_cpu0.zst is no compressed file, or not all of one.' none_cpu0.zst

# Where there is no /dev/null no file may take the place of a closed descriptor.
local status=0
unshare --mount --propagation private bash -c 'mount -t tmpfs none /dev && exec "$0" -o merged part_0 <&-' "$merge" || status=$?
((status == 255)) || fail "without /dev/null: status $status"
[[ ! -e merged ]] || fail "without /dev/null: there is an output"
