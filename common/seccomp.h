/* SPDX-License-Identifier: GPL-2.0-or-later */
/* System calls that a process restricts itself to, for good. */
#ifndef COMMON_SECCOMP_H
#define COMMON_SECCOMP_H

#include <stddef.h>

/* A call that is left; with FORBIDDEN only where ARGUMENT (0 to 5) has none of these bits. */
struct seccomp_call {
	unsigned number;
	unsigned argument;
	unsigned forbidden;
};

/* The call NAME, whatever its arguments. */
#define SECCOMP_CALL(name)                                                                         \
	{                                                                                          \
		__NR_##name, 0, 0                                                                  \
	}

/*
 * Leaves the COUNT calls in CALLS to this process and all that it forks; the
 * rest do not exist (ENOSYS), and those of another architecture end it. Takes
 * no_new_privs. Returns 0 or -errno: ENOSYS where no one has tried what the calls are.
 */
int seccomp_leave(const struct seccomp_call *calls, size_t count);

#endif
