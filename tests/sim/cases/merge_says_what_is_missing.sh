# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# stap-merge says which messages are missing, of many holes only how much it is together, what comes twice, and with -v whose each
# message is; what is of another session is no damage.

# frames NUMBER...: messages of these numbers, as dialect 5 has them in a file
frames() {
	local number
	for number; do
		printf '\xf0\x9f\xa9\xba%b\x04\0\0\0%03d\n' "$(printf '\\x%02x\\x%02x\\0\\0' $((number & 255)) $((number >> 8)))" "$number"
	done
}

# merges [WORD]...: stap-merge with these, to its end
merges() {
	status=0
	(cd "$dir" && exec "$merge" "$@") >"$dir/merged" 2>"$dir/said" || status=$?
}

frames 1 3 7 >"$dir/log_cpu0"
frames 2 8 >"$dir/log_cpu1"
merges log_cpu0 log_cpu1
((status == 0)) || fail "status $status"
[[ $(<"$dir/said") == 'WARNING: Messages 4 to 6 are missing.' ]] || fail "it is said: $(<"$dir/said")"
[[ $(tr '\n' ' ' <"$dir/merged") == '001 002 003 007 008 ' ]] || fail "merged are $(<"$dir/merged")"
merges -o merged.too log_cpu0 log_cpu1
[[ $status == 0 && $(<"$dir/merged") == 'sequence had 3 drops' ]] || fail "-o: status $status, $(<"$dir/merged")"

# Its CPU is that of the place on the command line.
merges -v log_cpu0 log_cpu1
[[ $(head -n 4 "$dir/merged") == $'[CPU:0, seq=1, length=4]\n001\n[CPU:1, seq=2, length=4]\n002' ]] || fail "-v: $(<"$dir/merged")"

# Of holes only the first twenty are told each.
# shellcheck disable=SC2046 # words
frames $(seq 2 2 100) >"$dir/log_cpu0"
frames 102 >"$dir/log_cpu1"
merges log_cpu0 log_cpu1
((status == 0)) || fail "many holes: status $status"
(($(wc -l <"$dir/said") == 21)) || fail "$(wc -l <"$dir/said") lines are said"
[[ $(head -n 1 "$dir/said") == 'WARNING: The first message is number 2: those before it are missing.' ]] || fail "first: $(head -n 1 "$dir/said")"
[[ $(sed -n 2p "$dir/said") == 'WARNING: Message 3 is missing.' ]] || fail "then: $(sed -n 2p "$dir/said")"
[[ $(tail -n 1 "$dir/said") == 'WARNING: 51 messages are missing, in 51 places.' ]] || fail "last: $(tail -n 1 "$dir/said")"

# The same file twice, under two names.
frames 1 2 3 >"$dir/log_cpu0"
cp "$dir/log_cpu0" "$dir/log_cpu1"
merges log_cpu0 log_cpu1
[[ $(<"$dir/said") == 'WARNING: 3 messages came twice or too late: the files are not of one run.' ]] || fail "twice: $(<"$dir/said")"

# The next file of a CPU begins within a message, where the first buffer has no room left but for a bit of it.
python3 - "$dir" <<'END'
import struct, sys
data = b"".join(struct.pack("<4sII", b"\xf0\x9f\xa9\xba", n, 4) + b"abc\n" for n in range(1, 2061))
for name, part in ("0", data[:32758]), ("1", data[32758:]):
    open(f"{sys.argv[1]}/part_cpu0.{name}", "wb").write(part)
END
merges part_cpu0.0 part_cpu0.1
[[ $status == 0 && ! -s $dir/said && $(sort "$dir/merged" | uniq -c) =~ ^\ *2060\ abc$ ]] || fail "two files: status $status, $(<"$dir/said")"

# Message 60 of 4.x has another one's header where its length is (tests/unit/restore_false_test.c): either may be the true one.
python3 - "$dir" <<'END'
import struct, sys
def frame(number, length, body=None): return struct.pack("<II", number, length) + (body or b"b" * length)
def frames(*numbers): return b"".join(frame(n, 20) for n in range(*numbers))
first = frame(1, 20) + frames(10, 26)
first += frame(26, 4096 - 4 - 8 - len(first))
first += frame(60, 43, struct.pack("<I", 5) + b"b" * 5 + frame(46, 8, b"b" * 26)) + frames(61, 80)
for name, data in ("0", first), ("1", frames(27, 43) + frames(100, 140)):
    open(f"{sys.argv[1]}/doubt_cpu{name}", "wb").write(data)
END
merges doubt_cpu0 doubt_cpu1
said=$(tail -n 1 "$dir/said")
[[ $status == 0 && $said == 'WARNING: 1 message may as well be another, or end elsewhere: the files do not tell.' ]] || fail "in doubt: status $status, $(<"$dir/said")"

# What is of no CPU at all, and more CPUs than files may be open.
seq 10000 >"$dir/log_cpu1"
merges log_cpu0 log_cpu1
[[ $status == 255 && $(<"$dir/said") == 'ERROR: log_cpu1 is no output of bulk mode.' ]] || fail "text: status $status, $(<"$dir/said")"
for n in {0..39}; do cp "$dir/log_cpu0" "$dir/log_cpu$n"; done
(ulimit -n 20 && merges log_cpu{0..39} && exit "$status")
status=$?
((status == 255)) || fail "too many: status $status"
[[ $(<"$dir/said") =~ ^'ERROR: Couldn'\''t open log_cpu'[0-9]+': Too many open files'$'\n''A file of each CPU has to be open at a time, and a process of yours may have 20 (ulimit -Hn).'$ ]] ||
	fail "too many: $(<"$dir/said")"
