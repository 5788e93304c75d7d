/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Links are followed one by one, down to the one that readlink(2) must not follow. */
#include "relay/descriptor.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/number.h"

/* As many links are followed as the kernel follows. */
#define LINKS_MAX 40

/* True when FOLDER, a real path, is where this process has its descriptors. */
static bool is_ours(const char *folder)
{
	char prefix[64];
	int length = snprintf(prefix, sizeof(prefix), "/proc/%d/", (int)getpid());

	if (strncmp(folder, prefix, (size_t)length) != 0)
		return false;
	folder += length;
	if (strncmp(folder, "task/", 5) == 0)
		folder += strcspn(folder + 5, "/") + 6;
	return strcmp(folder, "fd") == 0;
}

int descriptor_named(const char *name)
{
	char path[PATH_MAX], folder[PATH_MAX], target[PATH_MAX];
	long descriptor;

	if (snprintf(path, sizeof(path), "%s", name) >= (int)sizeof(path))
		return -1;
	for (int i = 0; i < LINKS_MAX; i++) {
		char *slash = strrchr(path, '/');
		const char *base = slash ? slash + 1 : path;

		if (slash)
			*slash = '\0';
		if (!realpath(!slash ? "." : slash == path ? "/" : path, folder))
			return -1;
		if (is_ours(folder))
			return parse_number(base, 0, INT_MAX, &descriptor) ? (int)descriptor : -1;
		if (slash)
			*slash = '/';
		ssize_t length = readlink(path, target, sizeof(target) - 1);
		if (length <= 0)
			return -1;
		target[length] = '\0';
		if (snprintf(path, sizeof(path), "%s%s%s", *target == '/' ? "" : folder,
			    *target == '/' ? "" : "/", target) >= (int)sizeof(path))
			return -1;
	}
	return -1;
}
