/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small files are read by one read(2), without a buffer of stdio's. */
#include "common/small_file.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

void small_file_line(const char *path, char *line, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got = fd < 0 ? 0 : read(fd, line, size - 1);

	line[got > 0 ? got : 0] = '\0';
	line[strcspn(line, "\n")] = '\0';
	if (fd >= 0)
		close(fd);
}
