# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# With -S no file is larger than that, none much smaller, and each begins and ends with a whole message.

local files file
sim -n 4096 <<<"burst 0-1 5000 20-2000 0"$'\nrequest_exit'
relay -S 1 -o file
mapfile -t files < <(numbered file)
((${#files[@]} >= 9)) || fail "there are only ${#files[@]} files"
[[ ${files[0]} == */file.0 && ! -e $dir/file ]] || fail "the first file is ${files[0]##*/}"
for file in "${files[@]}"; do
	(($(stat -c %s "$file") <= 1048576)) || fail "${file##*/} has $(stat -c %s "$file") bytes"
done
for file in "${files[@]:0:${#files[@]}-1}"; do
	(($(stat -c %s "$file") > 1048576 - 2000)) || fail "${file##*/} has only $(stat -c %s "$file") bytes"
done
whole_messages "${files[@]}"
expect_good_run "${files[@]}"
