# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# copytruncate: copies the file, and empties it.

sim <<<"print 0 before\n"
relay_start -o file
until_true test -s "$dir/file" || fail "nothing comes"
cp "$dir/file" "$dir/file.old"
: >"$dir/file"
tell "print 0 after\n" drained request_exit
relay_wait
[[ $(od -An -c "$dir/file") == "$(printf 'after\n' | od -An -c)" ]] || fail "there is a hole: $(od -An -c "$dir/file")"
expect_good_run "$dir/file.old" "$dir/file"
