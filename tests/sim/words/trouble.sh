# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Words that several cases have in common (trouble).

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
