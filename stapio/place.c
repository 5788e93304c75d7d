/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel says what a file system is, and who mounted it. */
#include "stapio/place.h"

#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

#ifndef FUSE_SUPER_MAGIC
#define FUSE_SUPER_MAGIC 0x65735546 /* in no header before Linux 5.8 */
#endif

bool place_is_own(const char *line, dev_t device, uid_t user)
{
	/* ID PARENT MAJOR:MINOR ROOT POINT OPTIONS [TAG...] - TYPE SOURCE OPTIONS; blanks are \040.
	 */
	const char *rest = strstr(line, " - "), *id;
	unsigned major, minor, by;

	if (!rest || sscanf(line, "%*u %*u %u:%u ", &major, &minor) != 2 ||
		makedev(major, minor) != device || strncmp(rest + 3, "fuse", 4) != 0)
		return false;
	rest = strrchr(rest, ' ');
	id = strstr(rest, "user_id=");
	return id && (id[-1] == ' ' || id[-1] == ',') && sscanf(id, "user_id=%u", &by) == 1 &&
	       by == user;
}

static bool is_own(int folder)
{
	FILE *mounts = fopen("/proc/self/mountinfo", "re");
	struct stat status;
	char *line = NULL;
	size_t room = 0;
	bool own = false;

	if (mounts && !fstat(folder, &status))
		while (!own && getline(&line, &room, mounts) > 0)
			own = place_is_own(line, status.st_dev, geteuid());
	if (mounts)
		fclose(mounts);
	free(line);
	return own;
}

bool place_of_modules(int folder)
{
	struct statfs fs;

	if (fstatfs(folder, &fs))
		return false;
	switch ((unsigned long)fs.f_type) {
	case DEBUGFS_MAGIC:
	case PROC_SUPER_MAGIC:
		return true;
	case FUSE_SUPER_MAGIC:
		return is_own(folder);
	}
	return false;
}
