# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A long recording is written out as it grows, and goes from the page cache, by a thread that writes nothing to it; a short
# one costs none of that.

calls() { awk -v call="$1(" 'index($0, call) { n++ } END { print n + 0 }' "$dir/calls"; }
for size in 40 1; do
	rm -rf "$dir"/{sim,removed,log*}
	# shellcheck disable=SC2054 # commas as strace has them
	((slow)) || wrap=(strace -D -f -qq -o "$dir/calls" -e trace=sync_file_range,fadvise64,fdatasync,writev,write)
	sim -n 8192 <<<"print 0 ready\n"
	relay_start -o log -S 20M
	until_true test -s "$dir/log.0" || fail "nothing comes"
	for ((i = 0; i < size; i++)); do tell "burst 0-1 500 900-1100 0" drained; done
	tell request_exit
	relay_wait
	sim_end
	mapfile -t files < <(numbered log)
	expect_good_run "${files[@]}"
	((!slow)) || continue
	if ((size == 1)); then
		(($(calls fadvise64) + $(calls sync_file_range) + $(calls fdatasync) == 0)) || fail "a short recording is written out, too"
		continue
	fi
	(($(calls fdatasync) == 2)) || fail "of the two files that are long and done $(calls fdatasync) were put on the disk"
	(($(calls sync_file_range) >= 4 && $(calls fadvise64) >= 4)) || fail "it is not written out as it grows"
	behind=$(awk '/sync_file_range|fadvise64|fdatasync/ { print $1 }' "$dir/calls" | sort -u)
	(($(wc -w <<<"$behind") == 1)) || fail "more than one thread does it"
	! grep -E "^$behind .*write" "$dir/calls" || fail "who waits for the disk writes, too"
done
