# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Words that several cases have in common (manager): a service manager, as sd_notify(3) has it.

# manager NAME: what is told goes to the file told, a line each; NAME is a path or, behind @, an abstract one
manager() {
	python3 -u - "$1" "$dir/told" <<-'END' &
		import socket, sys
		name = sys.argv[1]
		s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
		s.bind("\0" + name[1:] if name[0] == "@" else name)
		told = open(sys.argv[2], "a", buffering=1)
		while True:
		    told.write(s.recv(4096).decode("utf-8") + "\n")
	END
	export NOTIFY_SOCKET=$1
	until_true test -e "$dir/told" || fail "there is no manager"
}

# told LINE: it is, or comes to be
told() { until_true grep -qxE -- "$1" "$dir/told" || fail "the manager is not told \"$1\" but: $(<"$dir/told")"; }

# ready_on [OPTION]...: starts stapio with --ready-fd 7, a pipe of which $ready is the end to read
ready_on() {
	mkfifo "$dir/ready"
	local both
	# shellcheck disable=SC2094 # a FIFO has two ends
	exec {both}<>"$dir/ready" 7>"$dir/ready" {ready}<"$dir/ready" {both}>&-
	relay_start --ready-fd 7 "$@"
	exec 7>&-
}

# expect_ready, expect_never_ready: a newline and the end; or the end alone
expect_ready() { [[ $(timeout $((patience * 8)) od -An -tx1 <&"$ready") == ' 0a' ]] || fail "it is not told that it is ready"; }
expect_never_ready() { [[ ! $(timeout $((patience * 8)) od -An -tx1 <&"$ready") ]] || fail "it is told to be ready"; }
