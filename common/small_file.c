/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small files are read by one read(2), without a buffer of stdio's. */
#include "common/small_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

ssize_t small_file_read(int folder, const char *path, char *text, size_t size)
{
	int fd = openat(folder, path, O_RDONLY | O_CLOEXEC);
	ssize_t got = fd < 0 ? -errno : read(fd, text, size - 1);

	if (fd >= 0 && got < 0)
		got = -errno;
	text[got > 0 ? got : 0] = '\0';
	close(fd);
	return got;
}

void small_file_line(const char *path, char *line, size_t size)
{
	small_file_read(AT_FDCWD, path, line, size);
	line[strcspn(line, "\n")] = '\0';
}
