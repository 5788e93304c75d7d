/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding a loaded module's folder. Reads nothing in it. */
#include "staprun/module_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "common/control.h"
#include "common/module_name.h"
#include "common/report.h"
#include "staprun/kernel.h"

/* Modules of some builds are in debugfs, others in procfs. */
static const struct {
	const char *path;
	unsigned long magic;
} places[] = {
	{"/sys/kernel/debug/systemtap", DEBUGFS_MAGIC},
	{"/proc/systemtap", PROC_SUPER_MAGIC},
};

#define PLACES (sizeof(places) / sizeof(places[0]))

/* Opens the folder of all modules in places[I], if it is the kernel's own. */
static int open_place(size_t i, int flags)
{
	struct statfs fs;
	int fd;

	privilege_raise(CAP_DAC_READ_SEARCH);
	fd = open(places[i].path, flags | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	privilege_lower();
	if (fd < 0)
		return -errno;
	if (!fstatfs(fd, &fs) && (unsigned long)fs.f_type == places[i].magic)
		return fd;
	close(fd);
	return -ENOENT;
}

int module_folder_open(const char *name)
{
	int folder = -ENOENT;

	if (!module_name_valid(name))
		return -ENOENT;
	for (size_t i = 0; i < PLACES && folder < 0; i++) {
		int place = open_place(i, O_PATH);
		struct stat st;

		if (place < 0)
			continue;
		privilege_raise(CAP_DAC_READ_SEARCH);
		folder = openat(place, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (folder >= 0 && fstatat(folder, ".cmd", &st, AT_SYMLINK_NOFOLLOW)) {
			close(folder);
			folder = -ENOENT;
		}
		privilege_lower();
		close(place);
	}
	return folder < 0 ? -ENOENT : folder;
}

int module_folder_owner(int folder, uid_t *owner)
{
	struct stat st;

	if (fstatat(folder, ".cmd", &st, AT_SYMLINK_NOFOLLOW))
		return -errno;
	*owner = st.st_uid;
	return 0;
}

int module_folder_available(int folder, const struct caller *caller)
{
	unsigned attempt = 0;
	uid_t owner = (uid_t)-1;
	int control, rc = module_folder_owner(folder, &owner);

	if (rc)
		return rc;
	if (!caller->root && owner != caller->uid)
		return -EACCES;
	/* Another staprun that asks the same does so for a moment, too. */
	do {
		if (caller->root)
			privilege_raise(CAP_DAC_OVERRIDE);
		control = control_open(folder);
		if (caller->root)
			privilege_lower();
	} while ((control == -EBUSY || control == -EINTR) && kernel_wait(&attempt));
	if (control < 0)
		return control;
	close(control);
	return 0;
}

static bool has_open(const char *pid, const struct stat *wanted)
{
	char path[64];
	struct dirent *entry;
	struct stat st;
	bool found = false;
	DIR *descriptors;

	snprintf(path, sizeof(path), "/proc/%.16s/fd", pid);
	descriptors = opendir(path);
	while (descriptors && !found && (entry = readdir(descriptors)))
		found = entry->d_name[0] != '.' &&
			!fstatat(dirfd(descriptors), entry->d_name, &st, 0) &&
			st.st_dev == wanted->st_dev && st.st_ino == wanted->st_ino;
	if (descriptors)
		closedir(descriptors);
	return found;
}

pid_t module_folder_attached(int folder)
{
	struct stat control;
	struct dirent *entry;
	pid_t pid = 0;
	DIR *processes;

	if (fstatat(folder, ".cmd", &control, AT_SYMLINK_NOFOLLOW))
		return 0;
	/* Only root can look into others' processes; one's own can be looked into without. */
	privilege_raise(CAP_SYS_PTRACE);
	privilege_raise(CAP_DAC_READ_SEARCH);
	processes = opendir("/proc");
	while (processes && !pid && (entry = readdir(processes)))
		if (strspn(entry->d_name, "0123456789") == strlen(entry->d_name) &&
			atoi(entry->d_name) != getpid() && has_open(entry->d_name, &control))
			pid = atoi(entry->d_name);
	privilege_lower();
	if (processes)
		closedir(processes);
	return pid;
}

void module_folder_each(void (*visit)(const char *name, void *context), void *context)
{
	for (size_t i = 0; i < PLACES; i++) {
		int fd = open_place(i, O_RDONLY);
		DIR *place = fd < 0 ? NULL : fdopendir(fd);
		struct dirent *entry;

		while (place && (entry = readdir(place)))
			if (module_name_valid(entry->d_name))
				visit(entry->d_name, context);
		if (place)
			closedir(place);
	}
}

void module_folder_explain(const char *name, int folder, const struct caller *caller)
{
	uid_t owner = (uid_t)-1;
	pid_t pid;

	report_error("Cannot attach to module %s control channel; not running?", name);
	if (!module_name_valid(name))
		report_line("That is no name of a module: give the name that it has in the kernel, "
			    "without a folder and without .ko.");
	else if (folder < 0 || module_folder_owner(folder, &owner))
		report_line("The module is not loaded, or it is not one of SystemTap's.");
	else if (!caller->root && owner != caller->uid)
		report_line("The module belongs to uid %u: only that user and root can have it.",
			(unsigned)owner);
	else if ((pid = module_folder_attached(folder)))
		report_line("The module is in use: attached by pid %d.", (int)pid);
	else
		report_line("The module is in use: attached by another process.");
}
