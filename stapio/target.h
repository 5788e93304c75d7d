/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The command of -c: started first, so that its pid is known to the script,
 * but held before exec until the probes run.
 */
#ifndef STAPIO_TARGET_H
#define STAPIO_TARGET_H

#include <signal.h>
#include <sys/types.h>

struct target {
	pid_t pid;   /* 0: there is none */
	int release; /* pipe to the held process */
	int trouble; /* pipe from it: why it could not be executed */
};

/*
 * Splits COMMAND as wordexp(3) does (a shell runs it where it has shell
 * metacharacters), and starts it, held, with the signal mask MASK. Returns 0
 * or -1 after reporting why.
 */
int target_hold(struct target *target, const char *command, const sigset_t *mask);

/* Lets it run. Returns 0, or -1 after reporting why it cannot be executed. */
int target_release(struct target *target);

/* Ends it before it ever ran. */
void target_forget(struct target *target);

#endif
