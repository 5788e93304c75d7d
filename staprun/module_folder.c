/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding a loaded module's folder. Reads nothing in it. */
#include "staprun/module_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "common/control.h"
#include "common/module_name.h"
#include "staprun/answer.h"
#include "staprun/kernel.h"
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

/* Opens the folder of all modules in places[I], if it is the kernel's own. */
static int open_place(size_t i)
{
	struct statfs fs;
	int fd;

	privilege_raise(CAP_DAC_READ_SEARCH);
	fd = open(places[i].path, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
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
		int place = open_place(i);
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

int module_folder_channel(int folder)
{
	unsigned attempt = 0;
	int control;

	/* Another staprun that only asks whether it can be had has it for a moment, too. */
	do {
		privilege_raise(CAP_DAC_OVERRIDE); /* only root has it, and any module */
		control = control_open(folder);
		privilege_lower();
	} while ((control == -EBUSY || control == -EINTR) && kernel_wait(&attempt));
	return control;
}

int module_folder_available(int folder, const struct caller *caller)
{
	uid_t owner = (uid_t)-1;
	int control, rc = module_folder_owner(folder, &owner);

	if (rc)
		return rc;
	if (!caller->root && owner != caller->uid)
		return -EACCES;
	control = module_folder_channel(folder);
	if (control < 0)
		return control;
	close(control);
	return 0;
}

int module_folder_explain(const char *name, int folder, const struct caller *caller)
{
	struct outcome outcome = {.kind = OUTCOME_UNAVAILABLE};
	uid_t owner = (uid_t)-1;

	outcome.found = folder >= 0 && !module_folder_owner(folder, &owner);
	outcome.owner = owner;
	if (outcome.found && !caller->root && owner != caller->uid)
		outcome.error = EACCES;
	return answer(outcome, name);
}
