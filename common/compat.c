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

#include "common/small_file.h"

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
	const char *size;

	small_file_read(AT_FDCWD, "/proc/self/status", status, sizeof(status));
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
