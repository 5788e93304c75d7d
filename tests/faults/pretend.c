/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A module that is pretended. */
#include "tests/faults/pretend.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static const char *module_folder;

void pretend_in(const char *folder)
{
	module_folder = folder;
}

static bool is_loaded(void)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/loaded", module_folder);
	return access(path, F_OK) == 0;
}

/* Does someone have the module's files open? */
static bool module_in_use(void)
{
	char path[4096], line[256];
	bool use = false;

	snprintf(path, sizeof(path), "%s/sim/events", module_folder);
	FILE *file = fopen(path, "re");
	while (file && fgets(line, sizeof(line), file)) {
		if (strcmp(line, "attached\n") == 0)
			use = true;
		else if (strcmp(line, "closed\n") == 0)
			use = false;
	}
	if (file)
		fclose(file);
	return use;
}

static long pretend_load(void)
{
	char path[4096];

	if (is_loaded())
		return -EEXIST;
	snprintf(path, sizeof(path), "%s/loaded", module_folder);
	close(open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
	return 0;
}

static long pretend_removal(void)
{
	char path[4096];

	if (!is_loaded())
		return -ENOENT;
	if (module_in_use())
		return -EWOULDBLOCK;
	snprintf(path, sizeof(path), "%s/loaded", module_folder);
	return unlink(path) ? -errno : 0;
}

/* A tmpfs that thread PID asked about is a debugfs. */
static void pretend_debugfs(pid_t pid, const struct user_regs_struct *registers)
{
	long type = 0;
	struct iovec mine = {&type, sizeof(type)}, its = {(void *)registers->rsi, sizeof(type)};

	if (process_vm_readv(pid, &mine, 1, &its, 1, 0) != sizeof(type) ||
		(type != TMPFS_MAGIC && type != FUSE_SUPER_MAGIC))
		return;
	type = DEBUGFS_MAGIC;
	process_vm_writev(pid, &mine, 1, &its, 1, 0);
}

bool pretend_call(long call, long *result)
{
	if (module_folder && call == SYS_finit_module)
		*result = pretend_load();
	else if (module_folder && call == SYS_delete_module)
		*result = pretend_removal();
	else if (module_folder && call == SYS_mount)
		*result = -EBUSY;
	else
		return false;
	return true;
}

void pretend_result(pid_t pid, long call, const struct user_regs_struct *registers)
{
	if (module_folder && call == SYS_fstatfs && registers->rax == 0)
		pretend_debugfs(pid, registers);
}

bool pretend_loaded(void)
{
	return module_folder && is_loaded();
}
