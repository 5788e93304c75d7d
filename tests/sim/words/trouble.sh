# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Words that several cases have in common (trouble).

# disk SIZE [OPTION]: a disk of its own, of that size (and with that option of tmpfs), in $dir/disk
disk() {
	mkdir "$dir/disk"
	mount -t tmpfs -o "size=$1${2:+,$2}" tmpfs "$dir/disk" || fail "no tmpfs can be mounted"
}

# fill_disk NAME [COUNT]: the output goes to NAME on that disk, and the module prints COUNT messages on each CPU, until it is told that
# there is no room for them
fill_disk() {
	sim -n 2048 <<<"print 0 ready\n"
	relay_start -o "disk/$1"
	event started.0
	tell "burst 0-1 ${2:-8000} 20-300 0"
	until_true grep -q 'No space left' "$dir/err" || fail "a full disk is not told"
}

# reach_file_size_limit: the output goes to "file", until it is told that this is as large as it may be, 100,000 bytes
reach_file_size_limit() {
	sim -n 2048 <<<"print 0 ready\n"
	relay_start -o file
	event started.0
	until_true test -s "$dir/file" || fail "nothing comes"
	prlimit --pid "$relay_pid" --fsize=100000:
	tell "burst 0-1 4000 20-300 0"
	until_true grep -q '^WARNING: .*: File too large' "$dir/err" || fail "it is not told"
}

# interrupted_twice: a session whose output has no room ends when it is asked to twice, with status 1
interrupted_twice() {
	kill -INT "$relay_pid"
	event exited
	kill -INT "$relay_pid" 2>/dev/null || true
	relay_wait
	expect_status 1
}

# expect_told_dropped FILE CAUSE: what the module printed and is not in FILE is told to be dropped
expect_told_dropped() {
	local told out lines
	sim_end
	out=$(wc -c <"$1") lines=$(wc -l <"$1")
	cmp -s "$1" <(head -c "$out" "$dir/sim/stream") || fail "what came out is not what was printed"
	told=$(sed -nE "s/^WARNING: ([0-9]+) messages of ([0-9]+) bytes were dropped \\(.*\\), because $2.*/\1 \2/p" "$dir/err")
	[[ $told == "$(($(messages whole) - lines)) $(($(bytes whole) - out))" ]] ||
		fail "$(messages whole) messages of $(bytes whole) bytes were printed, $lines of $out came out, and dropped are ${told:-none}"
}

# broken_sink NAME: an output that took the first line, and then is given more
broken_sink() {
	sim -n 4096 <<<"print 0 ready\n"
	relay_start -o "module/$1"
	until_true test -s "$dir/sim/sink" || fail "nothing comes"
	tell "burst 0-1 3000 20-400 0"
}

# in_terminal PYTHON: stapio's standard output is a terminal that is not its controlling one; PYTHON is what its user does then
in_terminal() {
	python3 - "$dir" "$stapio" "$NAME" "$1" <<-'END'
		import os, pty, subprocess, sys, time
		dir, stapio, name, then = sys.argv[1:]
		os.chdir(dir)
		os.environ["SYSTEMTAP_STAPRUN"] = dir + "/staprun"
		master, slave = pty.openpty()
		folder = os.open("module", os.O_RDONLY)
		process = subprocess.Popen([stapio, "-F", str(folder), "--", name], stdin=subprocess.DEVNULL, stdout=slave,
			stderr=open("err", "a"), pass_fds=[folder], start_new_session=True)
		os.close(slave)
		os.close(folder)
		line = b""
		while b"ready" not in line: line += os.read(master, 100)
		exec(then)
		open("status", "w").write(str(process.wait(timeout=60)))
	END
	status=$(<"$dir/status")
}

# output_on_a_disk_that_hangs: a session whose output, "hello" so far, is on a file system that does not answer any more, $disk,
# while there is more to write
disk_stopped() { ! cat "/proc/$disk/task"/*/status | grep '^State:' | grep -qv '^State:.T'; }
output_on_a_disk_that_hangs() {
	mkdir "$dir"/{disk,slow} && : >"$dir/nothing"
	"$simmod" "$dir/disk" "$dir/nothing" "$dir/slow" &
	disk=$!
	until_true grep -qx mounted "$dir/slow/events" || fail "there is no other file system"
	sim <<<"print 0 hello\n"
	relay_start -o disk/sink-close
	until_true test -s "$dir/slow/sink" || fail "nothing comes"
	kill -STOP "$disk"
	until_true disk_stopped || fail "the other file system cannot be stopped"
	tell "print 0 more\n"
}
