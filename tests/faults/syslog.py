# SPDX-License-Identifier: GPL-2.0-or-later
"""syslog.py SOCKET FILE: adds each message that SOCKET gets to what FILE is by then, as a line."""

import socket
import sys

messages = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
messages.bind(sys.argv[1])
while True:
    message = messages.recv(65536)
    with open(sys.argv[2], "ab") as lines:
        lines.write(message.rstrip(b"\0\n") + b"\n")
