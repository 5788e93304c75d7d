/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The intake: trace files -> the sources of the merge. Reads each trace file
 * until it is empty or its source is full, and knows when it was seen empty,
 * whether its relay buffer may have been full, and when it is not read any
 * more. What becomes of the frames in the sources is no concern of it.
 *
 * Each CPU that has printed has a thread that reads its trace file (reader.h); the
 * relay's own thread reads where there can be none. What proves the order of the
 * merge (merge.h) is counted in ticks by the relay's thread alone: one more
 * before it takes in what was read, before it looks, and when finishing begins.
 *
 * - Bytes are "filled" at the tick at which they are taken in: they had been read
 *   before.
 * - A thread that finds the end of its file notes the tick that it saw before its
 *   read: the file was "seen empty" one tick later, as whatever was taken in up
 *   to the tick that it saw had been read before its own read began.
 * - The relay's look, by poll(2), finds a file empty at the tick of the look if
 *   it says that there is nothing, and the thread holds nothing of it that was
 *   not taken in. A thread says that it begins to read before it does, and the
 *   relay asks after it has polled: what a read had taken out by then shows.
 *   It looks at some files at a time, and no further when it found something.
 *
 * So "seen empty" after "filled" means: empty at a moment at which those bytes had
 * been printed and read. tests/unit/intake_model_test.c tries all interleavings.
 *
 * On a machine of a thousand CPUs of which ten print, what is done on each wake-up
 * is for ten: who has something is in a list, who printed lately in front of one,
 * and how many are closed is counted.
 */
#ifndef RELAY_INTAKE_H
#define RELAY_INTAKE_H

#include <poll.h>
#include <stdatomic.h>

#include "relay/counter.h"
#include "relay/reader.h"
#include "relay/recency.h"
#include "relay/trace_files.h"
#include "stream/merge.h"
#include "stream/raw.h"

/* What is known of the reading of one trace file. */
struct intake_reader {
	bool done;             /* not read any more: it failed, or the rest is for who attaches */
	bool closed;           /* it will not be read again, as it is done or was finished */
	bool touched;          /* it is in the list of those */
	uint64_t since_empty;  /* bytes read since it was last seen empty and all of that parsed */
	size_t used;           /* bytes of the buffer that are memory */
	atomic_bool overrun;   /* its relay buffer may have been full; if not, none lacked room */
	struct reader *thread; /* that reads it; NULL while its CPU has not printed, or if it can't
				  be had */
	bool plain;            /* nothing tells when there is something: it is read each time */
	bool asked;            /* THREAD was asked to read, and its answer was not taken in yet */
	bool hurried;          /* and is to do so now */
	bool lent;             /* and to pass on what it reads: its source is THREAD's meanwhile */
	size_t wanted;         /* bytes that THREAD was asked for */
	counter reads;         /* system calls */
	counter peak_read;     /* most bytes that one brought */
	counter late_us;       /* how long THREAD waited at most for its CPU, */
	counter waits_since;   /* and since when it waits for it now; 0: it does not */
	counter wakeups;       /* of THREAD */
};

/* Indices of some trace files, in no order. */
struct intake_list {
	unsigned *index;
	unsigned count;
};

/*
 * Who gives out what comes of a CPU where that CPU's thread reads it, when what other
 * CPUs print does not matter: bulk mode.
 */
struct intake_passing {
	/* Asked by the relay's thread before that of trace file INDEX is; true: pass_on it is. */
	bool (*may_pass)(void *context, unsigned index);
	/* On that thread: has all of SOURCE given out. False: the relay's thread is to go on. */
	bool (*pass_on)(void *context, struct merge_source *source, unsigned index);
	void *context;
};

struct intake {
	struct trace_files files;
	atomic_uint count; /* of trace files, and of what is in use of these: */
	struct merge_source *sources;
	struct intake_reader *readers;
	enum dialect dialect;
	enum transport transport; /* TRANSPORT_UNKNOWN until something was read */
	bool fresh;               /* the module was just loaded; else attached to */

	struct readers common; /* with the tick, which counts reads and looks */
	int events; /* of trace files that no thread reads: readable when one has something */
	struct intake_list active;  /* those that a thread reads, */
	struct intake_list idle;    /* and of these, those whose thread was not asked again yet */
	struct intake_list touched; /* something may have changed in their sources */
	struct recency open;        /* those that are not closed */
	unsigned closed_count;
	struct pollfd *polls; /* for looking, */
	unsigned *looked_at;  /* and of which trace file each is */
	bool any_plain;
	bool ended;        /* there are no threads any more */
	bool looked;       /* since something was read last */
	bool behind_heads; /* a look goes to files of which the next frame is known, too */
	bool finishing;
	bool for_good;        /* and nothing is printed any more */
	uint64_t finish_tick; /* a trace file seen empty after this is not read any more */
	uint64_t gathered;    /* most bytes that a CPU had in the last round */
	_Atomic size_t used;  /* bytes of all buffers that are memory */

	atomic_bool failed; /* a trace file could not be read to its end */
	struct intake_passing passing;
};

/*
 * Opens the trace files of the module in FOLDER, a descriptor. FRESH as for
 * relay_open(). Returns 0 or -errno.
 */
int intake_open(struct intake *intake, int folder, bool fresh);

/*
 * Makes the sources, of frames of DIALECT or raw. TRANSPORT_UNKNOWN: the first
 * bytes tell. READ_DELAY_MS: -T, or 0. PASSING: NULL in one stream. Returns 0 or -errno.
 */
int intake_start(struct intake *intake, enum dialect dialect, enum transport transport,
	unsigned read_delay_ms, const struct intake_passing *passing);

/*
 * True when poll(2) does not tell all of what is there, so that the trace files
 * are to be read now and then: those of old modules are readable only when a
 * sub-buffer is full.
 */
static inline bool intake_takes_turns(const struct intake *intake)
{
	return intake->transport != TRANSPORT_FRAMES || intake->files.aloof;
}

/*
 * Takes in the trace files that have come since INTAKE was started, behind those
 * that were there. Returns 0 or -errno; what could be taken in is in either case.
 */
int intake_look_for_more(struct intake *intake);

/* Gives up trace file INDEX: it is not read any more. */
void intake_give_up(struct intake *intake, unsigned index);

/*
 * From now on, a trace file is read for the last time when it is seen empty. FOR_GOOD:
 * nothing is printed any more.
 */
void intake_finish(struct intake *intake, bool for_good);

/* True when trace file INDEX will not be read again. */
static inline bool intake_closed(const struct intake *intake, unsigned index)
{
	return intake->readers[index].closed;
}

/* True when none will. */
static inline bool intake_all_closed(const struct intake *intake)
{
	return intake->closed_count == intake->count;
}

/*
 * Empties INTAKE->touched, as all that its sources had was given out; but for those of
 * which KEEP(CONTEXT, index) says that they stay.
 */
void intake_settle(struct intake *intake, bool (*keep)(const void *context, unsigned index),
	const void *context);

/* True when trace file INDEX may be read and there is enough room for what it has. */
bool intake_may_read(const struct intake *intake, unsigned index);

/*
 * A descriptor that is readable when a thread has read something, and one that is
 * when there is something in a trace file that none reads yet: for poll(2).
 */
int intake_answers(const struct intake *intake);
int intake_news(const struct intake *intake);

/* Takes in what threads have read: it is in the sources, which are touched. */
void intake_collect(struct intake *intake);

/*
 * TOLD: intake_news() is readable. Has each trace file that has something, and may be read as
 * READABLE(CONTEXT, its index) says, read by a thread of its own from now on, or where there can be
 * none reads it here; so it does with those that do not tell that they have something, and while
 * finishing with all that are not closed.
 */
void intake_read_news(struct intake *intake, bool told,
	bool (*readable)(const void *context, unsigned index), const void *context);

/*
 * Has the threads that were not asked yet read again when there is something, but
 * for trace files that may not be read, as READABLE says.
 */
void intake_ask_on(struct intake *intake, bool (*readable)(const void *context, unsigned index),
	const void *context);

/* Wants back what was lent to threads: what they have comes soon. */
void intake_recall(struct intake *intake);

/*
 * Looks which trace files are empty, those that brought something lately first, and
 * (unless ALL are to be looked at) no further when it finds some that are not: that
 * comes, and until then nothing is proven anyway.
 */
void intake_look(struct intake *intake, bool all);

/* Has trace files that are not closed, as the module prints no more, read on whatever CPU. */
void intake_let_go(struct intake *intake);

/* Ends all threads, and takes in what they have. From now on trace files are read here. */
void intake_end_threads(struct intake *intake);

/*
 * Reads each trace file for the last time: as much as its last frame lacks, so
 * that who attaches next begins with a whole one. Again when room was made, while
 * not all are closed.
 */
void intake_read_rest(struct intake *intake);

/* Microseconds that the thread of trace file INDEX has waited at most for its CPU, until NOW. */
uint64_t intake_late_us(const struct intake *intake, unsigned index, uint64_t now);

/* Ends all threads, and gives up what is not closed. */
void intake_give_up_rest(struct intake *intake);

/* Closes all; INTAKE may be opened but not started. */
void intake_close(struct intake *intake);

#endif
