# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -o SOCKET connects to who listens there. It is no file that someone may have renamed: SIGUSR2 changes nothing.

sim <<<"$lines"
python3 - "$dir/socket" "$dir/out2" <<-'END' &
	import socket, sys
	s = socket.socket(socket.AF_UNIX)
	s.bind(sys.argv[1])
	s.listen()
	c = s.accept()[0]
	with open(sys.argv[2], "wb", 0) as f: # at once
	    while True:
	        d = c.recv(65536)
	        if not d:
	            break
	        f.write(d)
END
local reader=$!
until_true test -S "$dir/socket" || fail "no socket"
relay_start -o socket
event started.0
kill -USR2 "$relay_pid"
printed two out2
tell request_exit
relay_wait
wait "$reader"
expect_good_run "$dir/out2"
