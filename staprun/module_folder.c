/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding a loaded module's folder. Reads nothing in it. */
#include "staprun/module_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <poll.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "common/control.h"
#include "common/module_name.h"
#include "staprun/messages.h"
#include "staprun/privilege.h"

/* Modules of some builds are in debugfs, others in procfs. */
static const struct {
	const char *path;
	unsigned long magic;
} places[] = {
	{"/sys/kernel/debug/systemtap", DEBUGFS_MAGIC},
	{"/proc/systemtap", PROC_SUPER_MAGIC},
};

#define PLACES (sizeof(places) / sizeof(places[0]))

/* Tries while the channel is busy, after 1, 2, 4... milliseconds. */
#define PATIENCE 7

int module_folder_open(const char *name)
{
	if (!module_name_valid(name))
		return -ENOENT;
	for (size_t i = 0; i < PLACES; i++) {
		char path[128];
		struct statfs fs;
		uid_t owner;
		int folder;

		snprintf(path, sizeof(path), "%s/%s", places[i].path, name);
		folder = WITH(CAP_DAC_READ_SEARCH,
			open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
		/* Is it the kernel's own, and a SystemTap module's? */
		if (folder >= 0 && !fstatfs(folder, &fs) &&
			(unsigned long)fs.f_type == places[i].magic &&
			!module_folder_owner(folder, &owner))
			return folder;
		close(folder);
	}
	return -ENOENT;
}

int module_folder_owner(int folder, uid_t *owner)
{
	struct stat st;

	if (fstatat(folder, ".cmd", &st, AT_SYMLINK_NOFOLLOW))
		return -errno;
	*owner = st.st_uid;
	return 0;
}

int module_folder_channel(int folder)
{
	int control;

	/* Another staprun that only asks whether it can be had has it for a moment, too. */
	for (int try = 0;; try++) {
		/* Only root has that, and any module. */
		control = WITH(CAP_DAC_OVERRIDE, control_open(folder));
		if ((control != -EBUSY && control != -EINTR) || try >= PATIENCE)
			return control;
		poll(NULL, 0, 1 << try);
	}
}

int module_folders_of(uid_t user)
{
	DIR *modules = opendir("/sys/module");
	struct dirent *entry;
	int count = 0;

	while (modules && (errno = 0, entry = readdir(modules))) {
		int folder = module_folder_open(entry->d_name);
		uid_t owner = (uid_t)-1;

		count += folder >= 0 && !module_folder_owner(folder, &owner) && owner == user;
		close(folder);
	}
	count = !modules || errno ? -errno : count;
	if (modules)
		closedir(modules);
	return count;
}

int module_folder_take(const char *name, const struct caller *caller)
{
	struct outcome outcome = {.kind = OUTCOME_UNAVAILABLE};
	uid_t owner = (uid_t)-1;
	int folder = module_folder_open(name);
	int rc = folder < 0 ? folder : module_folder_owner(folder, &owner);

	if (!rc && !caller->root && owner != caller->uid)
		rc = -EACCES;
	if (!rc) {
		rc = module_folder_channel(folder);
		if (rc >= 0) {
			close(rc);
			return folder;
		}
	}
	outcome.found = rc != -ENOENT;
	outcome.owner = owner;
	outcome.error = rc == -ENOENT || rc == -EBUSY ? 0 : -rc;
	answer(outcome, name);
	close(folder);
	return rc;
}
