/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Has the module removed, which is the only part of a session that takes privilege.
 * That is the keeper's (common/request.h); where there is none, or it was killed,
 * staprun -d is run.
 */
#ifndef STAPIO_UNLOAD_H
#define STAPIO_UNLOAD_H

#include "common/request.h"
#include "options/options.h"

/* Tells the KEEPER, at the other end of that socket; -1: there is none. False: it is gone. */
bool keeper_tell(int keeper, enum keep word);

struct unload {
	const struct options *options; /* which module */
	int keeper;                    /* -1: there is none */
	int signals;                   /* signalfd, of SIGCHLD, INT, TERM and HUP at least */
	unsigned interrupts;           /* so far; the third ends the wait */
};

/*
 * Has the module removed, and waits for that. Returns 0, or -1 after reporting
 * that the module is still loaded, or was not waited for.
 */
int unload(struct unload *unload);

#endif
