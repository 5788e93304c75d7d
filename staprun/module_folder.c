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
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "common/control.h"
#include "common/module_name.h"
#include "staprun/messages.h"
#include "staprun/privilege.h"

/* Tries while the channel is busy, after 1, 2, 4... milliseconds. */
#define PATIENCE 7

/* The root of a procfs that no one else looks at; or -1, and it is /proc. */
static int own_procfs = -1;

/*
 * By number, as these came with Linux 5.2 and glibc 2.36. Before 5.8 all have one procfs: it
 * does not know this word, and is left as it is.
 */
void module_folders_prepare(void)
{
	privilege_raise(CAP_SYS_ADMIN);
	int fs = (int)syscall(430 /* fsopen */, "proc", 1 /* close-on-exec */);
	if (!syscall(431 /* fsconfig */, fs, 1 /* a word */, "hidepid", "invisible", 0) &&
		!syscall(431, fs, 6 /* make it */, NULL, NULL, 0))
		own_procfs = (int)syscall(432 /* fsmount */, fs, 1, 14 /* nosuid, nodev, noexec */);
	privilege_lower();
	close(fs);
}

int module_folder_open(const char *name, uid_t *owner)
{
	/* Modules of some builds are in debugfs, others in procfs. */
	static const char *const places[] = {"/sys/kernel/debug/systemtap", "/proc/systemtap"};

	for (size_t i = 0; i < 2 && module_name_valid(name); i++) {
		char path[128];
		struct stat shown, own;
		struct statfs fs;

		snprintf(path, sizeof(path), "%s/%s", places[i], name);
		/* Also where the caller has as many files opened as there may be: it would be
		 * taken for none. */
		privilege_raise(CAP_SYS_ADMIN);
		const int folder = WITH(CAP_DAC_READ_SEARCH,
			open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
		snprintf(path, sizeof(path), "systemtap/%s/.cmd", name);
		/* Is it the kernel's own, and a SystemTap module's? */
		if (folder >= 0 && !fstatfs(folder, &fs) &&
			(fs.f_type == DEBUGFS_MAGIC || fs.f_type == PROC_SUPER_MAGIC) &&
			!fstatat(folder, ".cmd", &shown, AT_SYMLINK_NOFOLLOW)) {
			/* Is it the same, and whose by now? */
			if (!fstatat(own_procfs, path, &own, 0) && own.st_ino == shown.st_ino)
				shown.st_uid = own.st_uid;
			*owner = shown.st_uid;
			return folder;
		}
		close(folder);
	}
	return -ENOENT;
}

int module_folder_gone(int folder)
{
	struct stat st;

	return fstatat(folder, ".cmd", &st, AT_SYMLINK_NOFOLLOW) ? -errno : 0;
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
		uid_t owner;
		int folder = module_folder_open(entry->d_name, &owner);

		count += folder >= 0 && owner == user;
		close(folder);
	}
	count = !modules || errno ? -errno : count;
	if (modules)
		closedir(modules);
	return count;
}

int module_folder_take(const char *name, const struct caller *caller)
{
	uid_t owner = (uid_t)-1;
	int folder = module_folder_open(name, &owner), rc = folder;

	if (folder >= 0)
		rc = caller->root || owner == caller->uid ? module_folder_channel(folder) : -EACCES;
	/* To his own that /proc shows as root's no one but root could attach. */
	if (rc >= 0 || (rc == -EACCES && owner == caller->uid)) {
		close(rc);
		return folder;
	}
	answer((struct outcome){.kind = OUTCOME_UNAVAILABLE,
		       .found = rc != -ENOENT,
		       .owner = owner,
		       .error = rc == -ENOENT || rc == -EBUSY ? 0 : -rc},
		name);
	close(folder);
	return rc;
}
