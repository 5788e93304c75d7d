/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Newer system calls are made by number, which is the same on all machines; where a kernel
 * does not know one, older means do its work.
 */
#include "common/compat.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_close_range
#define SYS_close_range 436
#endif

#define MARK (1U << 2) /* CLOSE_RANGE_CLOEXEC */

/* As close_range(2), which tells of no descriptor that did not want to be closed. */
static int walk(unsigned first, unsigned last, bool mark)
{
	/* The limit of descriptors says nothing: more may have been opened before it was set. */
	DIR *open = opendir("/proc/self/fd");
	struct dirent *entry;
	int rc;

	while (errno = 0, open && (entry = readdir(open))) {
		unsigned fd = (unsigned)atoi(entry->d_name);

		if (entry->d_name[0] == '.' || fd < first || fd > last || (int)fd == dirfd(open))
			continue;
		if (!mark)
			close((int)fd);
		else if (fcntl((int)fd, F_SETFD, FD_CLOEXEC))
			break;
	}
	rc = open && !errno ? 0 : -1;
	if (open)
		closedir(open);
	return rc;
}

int compat_close_range(unsigned first, unsigned last, bool mark)
{
	if (first > last || !syscall(SYS_close_range, first, last, mark ? MARK : 0))
		return 0;
	if (!mark)
		close((int)first); /* so that there is room for one */
	return walk(first, last, mark);
}
