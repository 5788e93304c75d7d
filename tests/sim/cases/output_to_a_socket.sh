# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -o SOCKET connects to who listens there.

sim <<<"$lines"$'\nrequest_exit'
python3 - "$dir/socket" "$dir/out2" <<-'END' &
	import socket, sys
	s = socket.socket(socket.AF_UNIX)
	s.bind(sys.argv[1])
	s.listen()
	c = s.accept()[0]
	with open(sys.argv[2], "wb") as f:
	    while True:
	        d = c.recv(65536)
	        if not d:
	            break
	        f.write(d)
END
local reader=$!
until_true test -S "$dir/socket" || fail "no socket"
relay -o socket
wait "$reader"
expect_good_run "$dir/out2"
