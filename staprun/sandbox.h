/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A process without privilege, to look at bytes that no one vouches for: it
 * has the caller's uid (nobody's when the caller is root), no group, no
 * capability, no environment, four descriptors, little time and memory, and in
 * the end the system calls that reading files takes.
 */
#ifndef STAPRUN_SANDBOX_H
#define STAPRUN_SANDBOX_H

#include <stddef.h>

/* Seconds, of processor time and by the clock. */
#define SANDBOX_CPU_SECONDS  10
#define SANDBOX_WALL_SECONDS 30

/* The only descriptors in there; standard error is the fourth. */
enum sandbox_fd {
	SANDBOX_SIGNATURE = 0,
	SANDBOX_ANSWER = 1,
	SANDBOX_MODULE = 3,
};

/*
 * For a forked child: gives up everything, for good, but the system calls.
 * MEMORY is what its address space may grow to. Returns 0 or -errno: then leave.
 */
int sandbox_enter(int module, int signature, int answer, size_t memory);

/* Closes the door: no system calls any more but the few. Returns 0 or -errno: then leave. */
int sandbox_filter(void);

#endif
