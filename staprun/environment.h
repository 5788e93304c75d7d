/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The environment of a setuid program, in the wide sense: its arguments, variables,
 * descriptors, signals and limits, which whoever starts it chooses. All of that is
 * reset here before anything else runs, and what belongs to the caller is kept
 * aside for stapio, which works for the caller and not for root.
 */
#ifndef STAPRUN_ENVIRONMENT_H
#define STAPRUN_ENVIRONMENT_H

#include <stddef.h>
#include <stdint.h>

/* What the caller handed us, for stapio. Signals are as in common/signals.h. */
struct inherited {
	char **environment;
	int personality;  /* of personality(2) */
	uint64_t blocked; /* signals */
	uint64_t ignored;
	char *words; /* the command line, as others see it */
	size_t words_size;
};

/*
 * To be called first. Returns 0; or -1 when that can't be made safe (no
 * arguments at all: in silence; else with the cause said): leave then. From
 * here on signals that would end the process wait.
 */
int environment_begin(struct inherited *inherited, int argc, char **argv);

/* Calls this process NAME (at most 15 characters), and its command line no more than that. */
void environment_show_as(const struct inherited *inherited, const char *name);

/*
 * For a process that works with privilege: of all descriptors only standard error
 * stays, unless a server or a program of the caller's may have who writes to it, or
 * closes it, wait, and END, as the one that is returned, or -1. To close another's file
 * may take for ever: it is done while nothing hangs on it.
 */
int environment_close_descriptors(int end);

/* For a process that works with privilege and never becomes stapio: limits, umask, no core, waits
 * that end in time. */
void environment_isolate(void);

/*
 * For the exec of stapio, when all privilege is gone: environment and
 * dispositions are the caller's again. All signals stay blocked, or one of them
 * could end stapio before it has seen to the module.
 */
void environment_hand_over(const struct inherited *inherited);

#endif
