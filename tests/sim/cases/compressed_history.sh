# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# --compress: at the end all files are, in the order of their numbers they are what was printed; the next run goes on behind
# them, and they count among those that are kept.

whole() { local f; for f in "$dir"/log.*; do zstd -qtf "$f" || fail "${f##*/} is no compressed file"; done; }
run_once() {
	rm -rf "$dir"/{sim,removed}
	sim -n 4096 <<<"burst 0-1 2000 900 0"$'\nrequest_exit'
	relay -S 1M,3 -o log --compress
	expect_status 0
	expect_quiet
	sim_end
	whole
}
umask 027
run_once
[[ $(cd "$dir" && echo log*) == "log.1.zst log.2.zst log.3.zst" ]] || fail "the first run left $(cd "$dir" && echo log*)"
[[ $(stat -c %a "$dir/log.1.zst") == 640 ]] || fail "it has mode $(stat -c %a "$dir/log.1.zst")"
zstd -qdc "$dir"/log.{1,2,3}.zst | cmp -s - <(tail -c "$(zstd -qdc "$dir"/log.{1,2,3}.zst | wc -c)" "$dir/sim/stream") || fail "it is not the end"
run_once
[[ $(cd "$dir" && echo log*) == "log.5.zst log.6.zst log.7.zst" ]] || fail "the second run left $(cd "$dir" && echo log*)"
# Without it, and by the sum of bytes.
rm -rf "$dir"/{sim,removed}
hello
relay -S 1M --keep-total 1M -o log
[[ $(cd "$dir" && echo log*) == "log.5.zst log.6.zst log.7.zst log.8" ]] || fail "the third run left $(cd "$dir" && echo log*)"
