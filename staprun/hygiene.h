/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Hygiene: resets what a setuid program inherits. Whoever starts one chooses its
 * arguments, environment, descriptors, signals and limits: all of that is put in
 * order here before anything else runs, and what belongs to the caller is kept
 * aside for stapio, which works for the caller and not for root.
 */
#ifndef STAPRUN_HYGIENE_H
#define STAPRUN_HYGIENE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/select.h>

/* What the caller handed us, for stapio. */
struct inherited {
	char **environment;
	int personality; /* of personality(2) */
	sigset_t mask;
	sigset_t ignored; /* signals whose disposition was SIG_IGN */
	char *words;      /* the command line, as others see it */
	size_t words_size;
	fd_set descriptors; /* but the standard ones */
};

/*
 * To be called first. Returns 0; or -1 when that can't be made safe (no
 * arguments at all: in silence; else with the cause said): leave then. From
 * here on signals that would end the process wait.
 */
int hygiene_begin(struct inherited *inherited, int argc, char **argv);

/* Calls this process NAME (at most 15 characters), and its command line no more than that. */
void hygiene_rename(const struct inherited *inherited, const char *name);

/*
 * For a process that works with privilege: of all descriptors but the standard
 * ones only END stays, as the one that is returned, or -1.
 */
int hygiene_close(int end);

/*
 * For the exec of stapio: the descriptors that the caller gave us go with it, as
 * through any exec, and END. Any other that is open here does not. Returns 0 or -1.
 */
int hygiene_hand_over_descriptors(const struct inherited *inherited, int end);

/* For a process that works with privilege and never becomes stapio: limits, umask, no core. */
void hygiene_isolate(void);

/* True when a signal that would end the process is waiting: undo what was begun, and leave. */
bool hygiene_interrupted(const struct inherited *inherited);

/*
 * For the exec of stapio, when all privilege is gone: environment and
 * dispositions are the caller's again. All signals stay blocked, or one of them
 * could end stapio before it has seen to the module; which ones the caller had
 * blocked is returned, bit N - 1 for signal N.
 */
uint64_t hygiene_hand_over(const struct inherited *inherited);

#endif
