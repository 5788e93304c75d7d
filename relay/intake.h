/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The intake: trace files -> the sources of the merge. Reads each trace file
 * until it is empty or its source is full, and knows when it was seen empty,
 * whether its relay buffer may have been full, and when it is not read any
 * more. What becomes of the frames in the sources is no concern of it.
 */
#ifndef RELAY_INTAKE_H
#define RELAY_INTAKE_H

#include <poll.h>
#include <stdatomic.h>

#include "relay/counter.h"
#include "relay/trace_files.h"
#include "stream/merge.h"
#include "stream/raw.h"

/* What is known of the reading of one trace file. */
struct intake_reader {
	bool done;            /* not read any more: it failed, or the rest is for who attaches */
	uint64_t since_empty; /* bytes read since it was last seen empty and all of that parsed */
	atomic_bool overrun;  /* its relay buffer may have been full; if not, none lacked room */
};

struct intake {
	struct trace_files files;
	atomic_uint count; /* of trace files, and of what is in use of these: */
	struct merge_source *sources;
	struct intake_reader *readers;
	enum dialect dialect;
	enum transport transport; /* TRANSPORT_UNKNOWN until something was read */
	bool fresh;               /* the module was just loaded; else attached to */

	uint64_t tick; /* counts reads and looks */
	bool finishing;
	uint64_t finish_tick; /* a trace file seen empty after this is not read any more */
	uint64_t gathered;    /* most bytes that a CPU had in the last round */

	atomic_bool failed; /* a trace file could not be read to its end */
	counter reads;      /* system calls */
	counter peak_read;  /* most bytes that one CPU had in a round */
};

/*
 * Opens the trace files of the module in FOLDER, a descriptor. FRESH as for
 * relay_open(). Returns 0 or -errno.
 */
int intake_open(struct intake *intake, int folder, bool fresh);

/*
 * Makes the sources, of frames of DIALECT or raw. TRANSPORT_UNKNOWN: the first
 * bytes tell. Returns 0 or -errno.
 */
int intake_start(struct intake *intake, enum dialect dialect, enum transport transport);

/*
 * True when poll(2) does not tell all of what is there, so that the trace files
 * are to be read now and then: those of raw modules are readable only when a
 * sub-buffer is full.
 */
static inline bool intake_takes_turns(const struct intake *intake)
{
	return intake->transport != TRANSPORT_FRAMES;
}

/*
 * Takes in the trace files that have come since INTAKE was started, behind those
 * that were there. Returns 0 or -errno; what could be taken in is in either case.
 */
int intake_look_for_more(struct intake *intake);

/* Trace file INDEX is not read any more. */
void intake_give_up(struct intake *intake, unsigned index);

/* From now on, a trace file is read for the last time when it is seen empty. */
void intake_finish(struct intake *intake);

/* True when trace file INDEX will not be read again. */
bool intake_closed(const struct intake *intake, unsigned index);

/* How many will not be read again. */
unsigned intake_closed_count(const struct intake *intake);

/* True when trace file INDEX may be read and there is enough room for what it has. */
bool intake_may_read(const struct intake *intake, unsigned index);

/* Notes that the caller is about to poll(2) trace files. */
void intake_look(struct intake *intake);

/*
 * POLLS, one for each trace file, as poll(2) left them after intake_look(): those
 * that were polled (fd >= 0) and have something are read, the others known to
 * be empty. While finishing, or where poll does not tell all, they are read in either case.
 */
void intake_read_ready(struct intake *intake, const struct pollfd *polls);

/*
 * Reads each trace file for the last time: as much as its last frame lacks, so
 * that who attaches next begins with a whole one. Again when room was made, while
 * not all are closed.
 */
void intake_read_rest(struct intake *intake);

/* Closes all; INTAKE may be opened but not started. */
void intake_close(struct intake *intake);

#endif
