/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A module's procfs files are in its folder there, wherever its others are. */
#include "common/probe_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

int probe_file_open(int folder, const char *module, const char *name, int flags)
{
	char path[PATH_MAX];

	flags |= O_NONBLOCK | O_CLOEXEC | O_NOCTTY;
	int fd = openat(folder, name, flags);
	if (fd < 0 && errno == ENOENT && !strchr(module, '/')) {
		snprintf(path, sizeof(path), "/proc/systemtap/%s/%s", module, name);
		fd = open(path, flags);
	}
	return fd < 0 ? -errno : fd;
}
