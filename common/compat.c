/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Newer system calls are made by number, which is the same on all machines; where a kernel
 * does not know one, older means do its work.
 */
#include "common/compat.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_close_range
#define SYS_close_range 436
#endif

/*
 * How many descriptors there can be: not by their limit, as more may have been
 * opened before it was set. 0: no one says.
 */
static unsigned table_size(void)
{
	char status[1024];
	int fd = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
	ssize_t got = read(fd, status, sizeof(status) - 1);
	const char *size;

	close(fd);
	status[got > 0 ? got : 0] = '\0';
	size = strstr(status, "\nFDSize:");
	return size ? (unsigned)strtoul(size + strlen("\nFDSize:"), NULL, 10) : 0;
}

int compat_close_range(unsigned first, unsigned last)
{
	unsigned size;

	if (first > last || !syscall(SYS_close_range, first, last, 0))
		return 0;
	close((int)first); /* so that there is room for one */
	size = table_size();
	for (unsigned fd = first; fd <= last && fd < size; fd++)
		close((int)fd);
	return size ? 0 : -1;
}
