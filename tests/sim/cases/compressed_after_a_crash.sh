# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What a run that was killed left is taken up: a file that was not compressed, one that was half compressed, one that was
# compressed and not removed. What someone else put there is neither replaced nor taken for that.

for n in 0 1 2 3; do head -c 100000 /dev/urandom >"$dir/log.$n"; cp "$dir/log.$n" "$dir/was.$n"; done
head -c 1000 /dev/urandom >"$dir/log.1.zst.part"
zstd -q "$dir/log.2" && touch -r "$dir/log.2" "$dir/log.2.zst"
echo another >"$dir/log.3.zst"
hello
relay -S 1M -o log --compress
expect_status 0
[[ $(cd "$dir" && echo log*) == "log.0.zst log.1.zst log.2.zst log.3 log.3.zst log.4.zst" ]] || fail "there are $(cd "$dir" && echo log*)"
for n in 0 1 2; do zstd -qdc "$dir/log.$n.zst" | cmp -s - "$dir/was.$n" || fail "log.$n is not what it was"; done
cmp -s "$dir/log.3" "$dir/was.3" || fail "someone's file was replaced"
[[ $(<"$dir/log.3.zst") == another ]] || fail "someone's compressed file was replaced"
expect_err "^WARNING: Couldn't compress log.3: File exists. It stays as it is."
[[ $(zstd -qdc "$dir/log.4.zst") == hello ]] || fail "log.4 is not what was printed"
