/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The command of -c: started first, so that its pid is known to the script,
 * but held before exec until the probes run. Nothing here waits: what becomes
 * of it comes as an event.
 */
#ifndef STAPIO_TARGET_H
#define STAPIO_TARGET_H

#include <signal.h>
#include <sys/types.h>

struct target {
	pid_t pid; /* 0: there is none */
	enum target_state {
		TARGET_SPLITTING, /* its command into words */
		TARGET_HELD,      /* until target_release() */
		TARGET_STARTING,
		TARGET_KNOWN, /* it runs, or there is none */
	} state;
	int release; /* pipe to the held process */
	int news;    /* pipe from it */
};

/*
 * Starts a process, with the signal mask MASK, that splits COMMAND as
 * wordexp(3) does ($$ is its own pid, which stays the command's), or leaves it
 * to a shell where it has metacharacters of the shell. Returns 0, or -1 after
 * reporting why there is none.
 */
int target_hold(struct target *target, const char *command, const sigset_t *mask);

/* What to poll for input, or -1 when there will be no more news. */
int target_event(const struct target *target);

/*
 * Takes the news. Returns 0, or -1 when the command can't be run: why has been
 * said, and the process is gone.
 */
int target_serve(struct target *target);

/* Lets it run; or notes that it may once it is held. */
void target_release(struct target *target);

/* Ends it if it has not run yet. */
void target_forget(struct target *target);

/* What commands of -c and of the script's system() find in their environment, as with the peers. */
void target_environment(const char *module, int verbosity);

#endif
