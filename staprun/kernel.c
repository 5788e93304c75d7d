/* SPDX-License-Identifier: GPL-2.0-or-later */
/* System calls that need privilege, each between a raise and a lower. */
#include "staprun/kernel.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "common/number.h"
#include "common/small_file.h"
#include "staprun/answer.h"
#include "staprun/privilege.h"

#define KPTR_RESTRICT        "/proc/sys/kernel/kptr_restrict"
#define KPROBES_OPTIMIZATION "/proc/sys/debug/kprobes-optimization"

int kernel_load(int image, const char *options)
{
	int error;

	privilege_raise(CAP_SYS_MODULE);
	error = syscall(SYS_finit_module, image, options, 0) ? errno : 0;
	privilege_lower();
	return -error;
}

int kernel_remove(const char *name)
{
	int error;

	privilege_raise(CAP_SYS_MODULE);
	error = syscall(SYS_delete_module, name, O_NONBLOCK) ? errno : 0;
	privilege_lower();
	/* Being started or removed, a signal's: it may be had in a moment. */
	return error == EBUSY || error == EINTR ? -EAGAIN : -error;
}

bool kernel_wait(unsigned *attempt)
{
	struct timespec pause = {.tv_nsec = 1000000L << *attempt};

	if (*attempt >= 7) /* 127 ms in all */
		return false;
	nanosleep(&pause, NULL);
	++*attempt;
	return true;
}

bool kernel_is_fips(void)
{
	char value[8];

	small_file_line("/proc/sys/crypto/fips_enabled", value, sizeof(value));
	return value[0] && strcmp(value, "0") != 0;
}

/* A sysctl lets effective uid 0 write; some ask for CAP_SYS_ADMIN on top. */
static void set_sysctl(const char *path, const char *value)
{
	struct outcome outcome = {.kind = OUTCOME_SYSCTL, .number = atoi(value)};
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t written = -1;

	if (fd >= 0) {
		privilege_raise(CAP_SYS_ADMIN);
		written = write(fd, value, strlen(value));
		privilege_lower();
		close(fd);
	}
	strncpy(outcome.text, path, sizeof(outcome.text) - 1);
	if (written <= 0)
		outcome.error = errno;
	answer(outcome, NULL);
}

bool kernel_hides_addresses(long value, const char *release)
{
	unsigned major = 0, minor = 0;

	/* 1 means: for those with CAP_SYSLOG. 2 means for no one, and 0 gave hashes before 5.8. */
	if (value == 1)
		return false;
	return value != 0 || sscanf(release, "%u.%u", &major, &minor) != 2 || major < 5 ||
	       (major == 5 && minor < 8);
}

void kernel_prepare(void)
{
	struct utsname kernel;
	char value[16];
	long restricted;

	small_file_line(KPTR_RESTRICT, value, sizeof(value));
	if (!getenv("STAP_BZ1552745_OVERRIDE") && !uname(&kernel) &&
		parse_number(value, 0, 100, &restricted) &&
		kernel_hides_addresses(restricted, kernel.release))
		set_sysctl(KPTR_RESTRICT, "1");
	small_file_line(KPROBES_OPTIMIZATION, value, sizeof(value));
	if (!getenv("STAP_PR13193_OVERRIDE") && strcmp(value, "1") == 0)
		set_sysctl(KPROBES_OPTIMIZATION, "0");
}

int kernel_mount_debugfs(void)
{
	int error;

	privilege_raise(CAP_SYS_ADMIN);
	error = mount("debugfs", "/sys/kernel/debug", "debugfs", MS_NOSUID | MS_NODEV | MS_NOEXEC,
			NULL)
			? errno
			: 0;
	privilege_lower();
	return -error;
}
