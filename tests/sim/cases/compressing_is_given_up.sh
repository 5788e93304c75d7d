# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A signal during the end, and SIGKILL at any time, leave what is not compressed as it is: never half a file. (Each takes
# its time here, and there are so many that who comes late finds some left; and once it is held for longer than it is waited for,
# as where others want the processor more.)

last=29
for ((n = 0; n <= last; n++)); do seq "$n" 20000 >"$dir/was.$n"; done
logs=("$dir"/log.{0..29})
# hold CALL DELAY OPTION...: of strace
hold() { ((slow)) || wrap=(strace -D -f -qq -o "$dir/strace" -e trace="$1" -e inject="$1:delay_enter=$2" "${@:3}"); }
for turn in INT KILL 'INT held'; do
	signal=${turn% held}
	if [[ $turn == *held ]]; then
		hold read 3000000:when=1 "${logs[@]/#/-P}"
	else
		hold fdatasync 400000
	fi
	rm -rf "$dir"/{sim,removed,log*}
	for ((n = 0; n <= last; n++)); do cp "$dir/was.$n" "$dir/log.$n"; done
	hello
	relay_start -S 100M -o log --compress
	[[ $signal == KILL ]] || until_true test -e "$dir/removed" || fail "it is not removed"
	until_true compgen -G "$dir/log.*.zst.part" >/dev/null || fail "nothing is compressed"
	kill -"$signal" "$relay_pid"
	relay_wait
	sim_end
	if [[ $signal == INT ]]; then
		expect_status 0
		[[ -e $dir/log.$last ]] || fail "it did not give up"
		! compgen -G "$dir/log.*.part" || fail "half a file is left"
	fi
	for ((n = 0; n <= last; n++)); do
		if [[ -e $dir/log.$n ]]; then
			# Whole is the one before the other goes: who kills it in between leaves both.
			[[ ! -e $dir/log.$n.zst || $signal == KILL ]] || fail "log.$n is there twice"
			cmp -s "$dir/log.$n" "$dir/was.$n" || fail "log.$n is not what it was"
		fi
		if [[ -e $dir/log.$n.zst || ! -e $dir/log.$n ]]; then
			zstd -qdc "$dir/log.$n.zst" | cmp -s - "$dir/was.$n" || fail "log.$n is lost"
		fi
	done
done
