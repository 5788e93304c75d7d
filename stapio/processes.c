/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A script for a process that is gone would wait for ever: so this is asked before anything is
 * loaded.
 */
#include "stapio/processes.h"

#include <errno.h>
#include <linux/magic.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include "common/report.h"

/* The number of the namespace file of all processes that are in no container (PROC_PID_INIT_INO).
 */
#define INITIAL_PID_NAMESPACE 0xeffffffcU

/* Scripts have to do with the kernel's pids: those of a container are other ones. */
static bool know_all_pids(void)
{
	struct stat namespace;

	return !stat("/proc/self/ns/pid", &namespace) && namespace.st_ino == INITIAL_PID_NAMESPACE;
}

static bool is_gone(pid_t pid)
{
	return pid && kill(pid, 0) != 0 && errno == ESRCH && know_all_pids();
}

bool processes_hidden(void)
{
	struct statfs found;

	if (!statfs("/proc", &found) && found.f_type == PROC_SUPER_MAGIC)
		return false;
	report_error("There is no /proc here, where modules of SystemTap's have their files: in a "
		     "container or chroot, mount it (mount -t proc proc /proc).");
	return true;
}

const char *processes_missing(const struct options *options)
{
	static char reason[128];

	if (is_gone(options->namespaces_pid)) {
		snprintf(reason, sizeof(reason), "Failed to open file '/proc/%d/ns/mnt': %s",
			(int)options->namespaces_pid, strerror(ENOENT));
		report_line("%s", reason);
		return reason;
	}
	if (is_gone(options->target_pid)) {
		snprintf(reason, sizeof(reason),
			"There is no process %d for the script to look at (-x): give the pid of "
			"one that runs.",
			(int)options->target_pid);
		report_error("%s", reason);
		return reason;
	}
	return NULL;
}
