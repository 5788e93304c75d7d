/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A reader: a thread that reads one trace file on its CPU, whenever it was asked
 * to and something is there, and rests in between. On a busy machine each thread
 * waits for its turn on a CPU: so all wait at the same time, and not one thread
 * on each CPU after the other.
 *
 * What is between it and who asks changes hands as a whole: the turn is either
 * the asker's or the reader's, and who has it not looks at nothing else. The reader
 * gives it back with each read, or keeps it while someone takes what it reads on
 * its own thread (pass_on).
 */
#ifndef RELAY_READER_H
#define RELAY_READER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "relay/trace_files.h"
#include "stream/subbufs.h"

struct reader;

/* What came of one read. */
struct reader_answer {
	size_t got;    /* bytes */
	int error;     /* -errno of the read, or 0 */
	uint64_t tick; /* the asker's, as it was before the read */
	bool passed;   /* pass_on() has taken it, and yet the turn is given back */
	struct subbuf_read read;
};

/* What all readers have in common; the asker's. */
struct readers {
	_Atomic uint64_t tick; /* the asker's: counts what it has collected and looked at */
	_Atomic(struct reader *) answered; /* those whose answers wait */
	int event;                         /* readable when there is one */
	unsigned read_delay_ms;            /* -T; 0: the default */
	/*
	 * On the thread of the reader of file INDEX, what comes of each read: true when it
	 * is done with ANSWER, and goes on to read ROOM bytes to AT without giving the turn
	 * back. NULL: it never does.
	 */
	bool (*pass_on)(void *context, unsigned index, struct reader_answer *answer, char **at,
		size_t *room);
	void *context;
};

/*
 * Starts a reader of file INDEX of FILES, which has no turn yet. READERS, FILES
 * and what belongs to that stay until it has ended. NULL: it can't be had.
 */
struct reader *reader_start(
	struct readers *readers, const struct trace_files *files, unsigned index);

/*
 * Gives the turn to READER, which has it not, and whose last answer was collected: it reads, once,
 * up to ROOM bytes to AT as soon as its rest is over and there is something; NOW: at once, and
 * whether or not there is.
 */
void reader_ask(struct reader *reader, char *at, size_t room, bool now);

/* Has READER, which was asked, read at once, as with NOW above, and give the turn back. */
void reader_hurry(struct reader *reader);

/*
 * Takes the list of those of READERS that have answered, which costs the same
 * however many there are. NULL: none has. Each is to be collected.
 */
struct reader *readers_take(struct readers *readers);

/* The one behind READER in that list, or NULL; asked for before READER is asked to read again. */
struct reader *reader_behind(const struct reader *reader);

/* Which trace file READER reads. */
unsigned reader_index(const struct reader *reader);

/* Takes the answer of READER. False when there is none. */
bool reader_collect(struct reader *reader, struct reader_answer *answer);

/*
 * True when READER holds nothing that it has read and its answer was not
 * collected: all that is not in the trace file is known. To be asked after one
 * has looked at the file.
 */
bool reader_holds_nothing(const struct reader *reader);

/* True when READER waits for something to read: if there is, it has not got to run yet. */
bool reader_waits(const struct reader *reader);

/* Lets READER, whose CPU prints no more, read anywhere, in case it does not get to run there. */
void reader_let_go(struct reader *reader);

/* Microseconds that it had to wait at most for its CPU when a rest was over. */
uint64_t reader_late_us(const struct reader *reader);

/* How often it woke up, and read. */
uint64_t reader_wakeups(const struct reader *reader);

/*
 * Has the thread of READER end, and does not wait for that. Where it waits for
 * something it does so without having got to run on its CPU.
 */
void reader_stop(struct reader *reader);

/* Ends the thread of READER. If it had read something, that can still be collected. */
void reader_end(struct reader *reader);

/* Frees READER, whose thread has ended. */
void reader_free(struct reader *reader);

#endif
