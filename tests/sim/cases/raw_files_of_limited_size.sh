# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# No file is larger than said, and each begins with a line.

local file
sim -4 -r -n 4096 <<-END
	burst 0-1 12000 60-200 30000
	request_exit
END
relay -S 1 -o file
expect_good_run "$dir"/file.*
[[ -s $dir/file.2 ]] || fail "there are no three files"
for file in "$dir"/file.*; do
	(($(stat -c %s "$file") <= 1048576)) || fail "$file is too large"
	[[ $(tail -c 1 "$file" | od -An -c) == *'\n'* ]] || fail "$file does not end with a line"
done
