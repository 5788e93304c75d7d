/* SPDX-License-Identifier: GPL-2.0-or-later */
/* System calls that need privilege, each between a raise and a lower. */
#include "staprun/kernel.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "common/request.h"
#include "common/small_file.h"
#include "staprun/messages.h"
#include "staprun/privilege.h"

#define KPTR_RESTRICT        "/proc/sys/kernel/kptr_restrict"
#define KPROBES_OPTIMIZATION "/proc/sys/debug/kprobes-optimization"

/* A sysctl lets effective uid 0 write; some ask for CAP_SYS_ADMIN on top. */
static void set_sysctl(const char *path, const char *value)
{
	struct outcome outcome = {.kind = OUTCOME_SYSCTL, .number = atoi(value)};
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || WITH(CAP_SYS_ADMIN, write(fd, value, strlen(value))) <= 0)
		outcome.error = errno;
	close(fd);
	strncpy(outcome.text, path, sizeof(outcome.text) - 1);
	answer(outcome, NULL);
}

bool kernel_hides_addresses(long value, const char *release)
{
	unsigned major = 0, minor = 0;

	/* What is no number stays 0: that is old. */
	sscanf(release, "%u.%u", &major, &minor);
	/* 1 means: for those with CAP_SYSLOG. 2 means for no one, and 0 gave hashes before 5.8. */
	return value != 1 && (value != 0 || major < 5 || (major == 5 && minor < 8));
}

void kernel_prepare(uint32_t overrides)
{
	struct utsname kernel;
	char value[16];

	small_file_line(KPTR_RESTRICT, value, sizeof(value));
	if (!(overrides & OVERRIDE_KPTR_RESTRICT) && !uname(&kernel) && *value &&
		kernel_hides_addresses(atoi(value), kernel.release))
		set_sysctl(KPTR_RESTRICT, "1");
	small_file_line(KPROBES_OPTIMIZATION, value, sizeof(value));
	if (!(overrides & OVERRIDE_KPROBES) && strcmp(value, "1") == 0)
		set_sysctl(KPROBES_OPTIMIZATION, "0");
}

void kernel_mount_debugfs(void)
{
	const unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
	/* A link there would have it mounted elsewhere. */
	int place = open("/sys/kernel/debug", O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	char path[32];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", place);
	WITH(CAP_SYS_ADMIN, mount("debugfs", path, "debugfs", flags, NULL));
	close(place);
}
