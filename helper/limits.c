/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each limit is lowered; none that the caller had set lower is raised. */
#include "helper/limits.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/resource.h>
#include <unistd.h>

#include "helper/entries.h"

static int set_resources(void)
{
	const struct {
		int resource;
		rlim_t limit;
	} limits[] = {
		{RLIMIT_CPU, LIMITS_CPU_SECONDS},
		{RLIMIT_CORE, 0},
		{RLIMIT_NOFILE, 32},
		{RLIMIT_MEMLOCK, 0},
#ifndef __SANITIZE_ADDRESS__ /* whose shadow alone is terabytes */
		{RLIMIT_AS, LIMITS_MEMORY},
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

int limits_set(void)
{
	static char *nothing[] = {NULL};
	int error = set_resources();
	sigset_t clock;

	if (error)
		return error;
	environ = nothing;
	if (chdir("/"))
		return -errno;
	/*
	 * A parent that is root and has no CAP_KILL can't end a child that is
	 * no one: the child ends itself.
	 */
	sigemptyset(&clock);
	sigaddset(&clock, SIGALRM);
	signal(SIGALRM, SIG_DFL);
	sigprocmask(SIG_UNBLOCK, &clock, NULL);
	alarm(HELPER_WALL_SECONDS);
	return 0;
}
