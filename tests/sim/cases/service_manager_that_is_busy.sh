# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A manager that has no room for what it is told hears it when it has, from the background, too; the session waits for none of
# that.

# busy: its socket is full until the file free is there; what comes then goes to told
busy() {
	rm -f "$dir"/{manager,free,told,full}
	python3 -u - "$dir" <<-'END' &
		import os, socket, sys, time
		here = sys.argv[1]
		s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
		s.bind(here + "/manager")
		other = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
		other.setblocking(False)
		try:
		    while True:
		        other.sendto(b"others", here + "/manager")
		except BlockingIOError:
		    open(here + "/full", "w").close()
		while not os.path.exists(here + "/free"):
		    time.sleep(0.02)
		told = open(here + "/told", "a", buffering=1)
		while True:
		    told.write(s.recv(4096).decode("utf-8") + "\n")
	END
	until_true test -e "$dir/full" || fail "there is no manager"
}

export NOTIFY_SOCKET=$dir/manager
busy
sim <<<"print 0 hello\n"
relay_start -o log
event started.0
until_true grep -q hello "$dir/log" || fail "the session waits for the manager"
: >"$dir/free"
told READY=1
kill -INT "$relay_pid"
relay_wait
expect_good_run "$dir/log"

rm -rf "$dir"/{sim,removed,log}
busy
sim <<<"print 0 hello\n"
relay_start -D -o log
event started.0
: >"$dir/free"
told READY=1
relay_wait
kill -INT "$(<"$dir/out")"
until_true test -e "$dir/removed" || fail "it is not removed"
