/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The system calls of staprun's processes: who makes which, and when. */
#ifndef COMMON_CALLS_H
#define COMMON_CALLS_H

/*
 * The phases of the loader's life, and its helper's, each with less than the one
 * before. What is not in a phase does not exist there (ENOSYS), as libraries
 * then fall back on what there is; but it ends a loader that loads, which has
 * none. What no phase has a use for ends whoever tries.
 */
enum phase {
	PHASE_DECIDING = 1, /* the loader: from before the request until it has decided */
	PHASE_LOADING = 2,  /* until it has handed the module over */
	PHASE_KEEPING = 4,  /* as the module's keeper */
	PHASE_HELPING = 8,  /* the helper, which the loader that decides forks */
};

/* Leaves this process and all that it forks the calls of PHASE, for good. Takes no_new_privs.
 * Returns 0 or -errno: ENOSYS where no one has tried what the calls are. */
int calls_leave(enum phase phase);

#endif
