/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Processes are looked through in /proc for one that has the control channel open. */
#include "stapio/attached.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/module_name.h"

/* Longer than the path of any control channel. */
#define ROOM 256

/* Descriptors of a process that are looked at: the control channel is opened among its first. */
#define LOOKED_AT 1024

/* True when an entry of FOLDER, a process's descriptors, leads to what ends in SUFFIX. */
static bool holds(DIR *folder, const char *suffix)
{
	const size_t length = strlen(suffix);
	struct dirent *entry;
	char target[ROOM];

	for (int i = 0; i < LOOKED_AT && (entry = readdir(folder)); i++) {
		ssize_t got = readlinkat(dirfd(folder), entry->d_name, target, sizeof(target));

		if (got >= (ssize_t)length && got < ROOM &&
			memcmp(target + got - length, suffix, length) == 0)
			return true;
	}
	return false;
}

pid_t attached_to(const char *module)
{
	char suffix[MODULE_NAME_SIZE + 32], path[300];
	DIR *processes = opendir("/proc");
	struct dirent *entry;
	pid_t found = 0;

	/* In procfs or debugfs. */
	snprintf(suffix, sizeof(suffix), "/systemtap/%.*s/.cmd", MODULE_NAME_SIZE, module);
	while (processes && !found && (entry = readdir(processes))) {
		if (entry->d_name[0] < '0' || entry->d_name[0] > '9')
			continue;
		snprintf(path, sizeof(path), "/proc/%s/fd", entry->d_name);
		DIR *folder = opendir(path);

		if (folder && holds(folder, suffix))
			found = atoi(entry->d_name);
		if (folder)
			closedir(folder);
	}
	if (processes)
		closedir(processes);
	return found;
}
