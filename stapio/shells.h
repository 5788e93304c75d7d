/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The shells that a script starts with system(). No one waits for their end, but
 * a script that starts them without end does not get more than some at a time:
 * the others wait for their turn.
 */
#ifndef STAPIO_SHELLS_H
#define STAPIO_SHELLS_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

/* Shells that run at a time, and commands that wait, at most. */
#define SHELLS_MAX         64
#define SHELLS_WAITING_MAX 4096

struct shells {
	pid_t running[SHELLS_MAX];
	unsigned count; /* of these */
	struct waiting_command *first, **end;
	unsigned waiting;
	unsigned long refused;
	bool told; /* that there is a bound */
};

/*
 * Has COMMAND run by a shell, with the signal mask MASK: now, or when one of
 * those before has ended. What can't be had is reported: a bound that is met,
 * once.
 */
void shells_run(struct shells *shells, const char *command, const sigset_t *mask);

/* The child PID ended. True when it was one of them; the next takes its place. */
bool shells_ended(struct shells *shells, pid_t pid, const sigset_t *mask);

/* At the end: reports what was never run, and forgets it. */
void shells_close(struct shells *shells);

#endif
