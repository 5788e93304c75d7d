/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole messages in and out of a module's control channel. */
#include "common/control.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

int control_open(int directory)
{
	int fd = openat(directory, ".cmd", O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	return fd < 0 ? -errno : fd;
}

int control_send(
	int fd, enum dialect dialect, enum control_type type, const void *payload, size_t length)
{
	char message[sizeof(uint32_t) + CONTROL_REQUEST_MAX];
	uint32_t wire = dialect_encode(dialect, type);
	ssize_t written;

	if (length > CONTROL_REQUEST_MAX)
		return -EMSGSIZE;
	memcpy(message, &wire, sizeof(wire));
	if (length)
		memcpy(message + sizeof(wire), payload, length);
	/* Not write(): that would keep who shares the descriptor from reading meanwhile. */
	do
		written = pwrite(fd, message, sizeof(wire) + length, 0);
	while (written < 0 && errno == EINTR);
	if (written < 0)
		return -errno;
	/* Modules of some versions do not count the four bytes of the type. */
	return (size_t)written >= length ? 0 : -EIO;
}

int control_send_first(int fd, enum control_type type, const void *payload, size_t length)
{
	static const enum dialect dialects[] = {DIALECT_5, DIALECT_4};

	for (size_t i = 0; i < sizeof(dialects) / sizeof(dialects[0]); i++) {
		int rc = control_send(fd, dialects[i], type, payload, length);

		if (rc != -EINVAL)
			return rc ? rc : (int)dialects[i];
	}
	return -EINVAL;
}
