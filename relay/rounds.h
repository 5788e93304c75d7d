/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The relay from within: what its thread and the main thread share, for rounds.c
 * and relay.c alone.
 */
#ifndef RELAY_ROUNDS_H
#define RELAY_ROUNDS_H

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>

#include "relay/intake.h"
#include "relay/outlet.h"
#include "relay/pace.h"
#include "relay/patience.h"
#include "relay/state.h"

/* How soon what poll does not tell of is read, unless -T says otherwise. */
#define TURN_MS 200

enum {
	COMMAND_SWITCH = 1,
	COMMAND_FINISH = 2,
	COMMAND_HURRY = 4,
	COMMAND_ABANDON = 8,
	COMMAND_DETACH = 16,
	COMMAND_LEAVE = 32,
};

/* Indices of the poll set. */
enum { POLL_COMMAND, POLL_CPUS, POLL_ANSWERS, POLL_NEWS, POLL_OUTPUTS };

struct relay {
	pthread_t thread;
	int event;      /* to the main thread */
	int command;    /* from it */
	int cpus;       /* tells when a CPU has come online; or -errno */
	int look_error; /* of the last look for such; 0 or -errno */
	atomic_uint commands;
	atomic_int state;
	bool running;       /* the thread was started */
	atomic_int watched; /* EVENT is to tell that something has gone out; RISC-V swaps no byte */

	struct intake intake;
	struct merge merge;
	struct merge_entry *heap; /* the merge's */
	struct outlet outlet;
	struct pace pace;
	int turn_ms; /* how often trace files are read that poll does not tell all of */
	bool gave;   /* something went out in the last round */

	struct pollfd *polls; /* POLL_..., outputs */

	bool hurried, abandoned;
	struct patience patience;
	uint64_t next_file; /* when one that could not be opened is tried again; 0: there is none */
	atomic_bool closed; /* as in relay_totals */
	bool detaching;
	uint64_t detach_until;
	uint64_t wait_until; /* readers that do not get to run are waited for; 0: no more */
	bool leaving;        /* that has come: reading ends with the next frame */

	counter never_came, wakeups; /* as in relay_totals */
};

/* The thread: rounds until all is given out. ARGUMENT is the relay. */
void *relay_rounds(void *argument);

/* Tells the main thread of STATE. */
void relay_set_state(struct relay *relay, enum relay_state state);

/* Something has gone out: tells the main thread, if it wants to know. On any thread. */
void relay_tell_watcher(struct relay *relay);

#endif
