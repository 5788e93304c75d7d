/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One read of the control channel gives one message. */
#include "stapio/receive.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

int control_receive(int fd, enum dialect dialect, enum control_type *type,
	char payload[static CONTROL_MESSAGE_MAX + 1])
{
	uint32_t wire;
	char message[sizeof(wire) + CONTROL_MESSAGE_MAX];
	ssize_t got;

	do
		got = read(fd, message, sizeof(message));
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return -errno;
	if ((size_t)got < sizeof(wire))
		return got ? -EPROTO : -EAGAIN;
	memcpy(&wire, message, sizeof(wire));
	if (!dialect_decode(dialect, wire, type))
		return -EPROTO;
	got -= (ssize_t)sizeof(wire);
	memcpy(payload, message + sizeof(wire), (size_t)got);
	payload[got] = '\0';
	return (int)got;
}
