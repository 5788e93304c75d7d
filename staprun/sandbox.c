/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How a forked child gives up everything. Assumes that it was forked by a
 * single-threaded parent whose effective uid may be 0. Must never return 0
 * when one of the things to give up is still there.
 */
#include "staprun/sandbox.h"

#include <errno.h>
#include <grp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "common/compat.h"
#include "helper/entries.h"
#include "staprun/privilege.h"

/*
 * Ids that no one has, nor is ever given: what is below 2^31 may be a user, or
 * be lent to one for a namespace. With its own number in it, a process shares
 * them with no other.
 */
#define NO_ONE 0xf0000000U

static int take_descriptors(int file, int answer)
{
	if (dup2(file, HELPER_FILE) < 0 || dup2(answer, HELPER_ANSWER) < 0)
		return -errno;
	return compat_close_range(STDERR_FILENO + 1, ~0U, false) ? -errno : 0;
}

static bool take_ids(uid_t id)
{
	if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0))
		return false;
	privilege_raise(CAP_SETGID);
	if (setgroups(0, NULL) || setresgid(id, id, id))
		return false;
	privilege_raise(CAP_SETUID);
	return setresuid(id, id, id) == 0;
}

/*
 * As no one, the helper has no files and no processes to spoil; and no one but
 * root may signal it, look into it or change it. New ids make it as dumpable as
 * fs.suid_dumpable says: until that is undone it keeps the capabilities that it
 * has, and who has less may not look.
 */
static int become_no_one(void)
{
	bool privileged =
		geteuid() == 0; /* else a test without root: there the groups have to stay */
	uid_t uid = privileged ? NO_ONE + (uid_t)getpid() : getuid();
	uid_t ids[3];

	if (privileged && !take_ids(uid)) {
		/*
		 * Root may be left without the right to be another (a container's
		 * root), and what root brings is root's own: no power will do.
		 */
		if (getuid() != 0)
			return -errno;
		uid = 0;
	}
	cap_t none = cap_init();

	if (!none || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) || cap_set_proc(none))
		return -errno;
	cap_free(none);
	if (getresuid(&ids[0], &ids[1], &ids[2]) || ids[0] != uid || ids[1] != uid || ids[2] != uid)
		return -EPERM;
	if (uid != 0 && (setuid(0) == 0 || (privileged && getgroups(0, NULL) != 0)))
		return -EPERM;
	return 0;
}

static int set_limits(void)
{
	const struct {
		int resource;
		rlim_t limit;
	} limits[] = {
		{RLIMIT_CPU, SANDBOX_CPU_SECONDS},
		{RLIMIT_CORE, 0},
		{RLIMIT_NOFILE, 32},
		{RLIMIT_MEMLOCK, 0},
#ifndef __SANITIZE_ADDRESS__ /* whose shadow alone is terabytes */
		{RLIMIT_AS, SANDBOX_MEMORY},
#endif
	};

	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
		struct rlimit limit;

		if (getrlimit(limits[i].resource, &limit))
			return -errno;
		/* The caller may have set a lower one: that is the caller's to set. */
		if (limit.rlim_max > limits[i].limit)
			limit.rlim_max = limits[i].limit;
		limit.rlim_cur = limit.rlim_max;
		if (setrlimit(limits[i].resource, &limit))
			return -errno;
	}
	return 0;
}

static int drop(void)
{
	pid_t parent = getppid();
	int error = become_no_one();

	if (error)
		return error;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0))
		return -errno;
	return getppid() == parent ? 0 : -ESRCH;
}

int sandbox_enter(int file, int answer)
{
	static char *nothing[] = {NULL};
	sigset_t alarm_signal;
	int error = take_descriptors(file, answer);

	if (!error)
		error = drop();
	if (!error)
		error = set_limits();
	if (error)
		return error;
	environ = nothing;
	if (chdir("/"))
		return -errno;
	/*
	 * A parent that is root and has no CAP_KILL can't end a child that is
	 * nobody: the child ends itself.
	 */
	sigemptyset(&alarm_signal);
	sigaddset(&alarm_signal, SIGALRM);
	signal(SIGALRM, SIG_DFL);
	sigprocmask(SIG_UNBLOCK, &alarm_signal, NULL);
	alarm(SANDBOX_WALL_SECONDS);
	return 0;
}
