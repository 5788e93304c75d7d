/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bytes of all CPUs, of which no one noted how they were read -> one stream of
 * messages, where their numbers say what is certain. As a module gives each number
 * to one message, and each message is in one of the files, the next number stands at
 * one of the few places where a header can be (stream/stand.h), on one of the CPUs.
 * Where it stands at two, each is followed until it leads to where the next number is
 * nowhere. Where neither does, it is not to be known: the likelier goes, and is counted.
 * Files of a later run, in which numbers begin anew, are not of this stream: where a
 * file begins it is of this run only if its number has not been there, and comes when it is due.
 * Where a number is nowhere, files are missing: then what was known of sub-buffers is
 * forgotten; frames are taken as the numbers of one CPU tell, and at the last as
 * frame.h finds them. Pure.
 */
#ifndef STREAM_RESTORE_H
#define STREAM_RESTORE_H

#include "stream/restore_state.h"

enum restored { RESTORED, RESTORE_LACKS, RESTORE_DONE };

/*
 * Begins. SOURCES and CPUS, COUNT elements of which the latter are zeros but for what pends, and
 * STEPS, RESTORE_STEPS of them, stay the caller's. Each source is begun before the first
 * restore_next(): its stream, and whether frames of it may be cut short (stream.overrun), which may
 * become so later.
 */
void restore_init(struct restore *restore, struct merge_source *sources, struct restore_cpu *cpus,
	unsigned count, struct restore_step *steps);

/* The stream of source INDEX begins with a sub-buffer. */
void restore_begins(struct restore *restore, unsigned index);

/*
 * RESTORED: source RESTORE->index has the head that is next in order. RESTORE_LACKS:
 * more bytes of that source have to be read first, or be known to be complete, or its
 * buffer to be full; where its CPU pends, that file is of this run, and begins now.
 * RESTORE_DONE: there is no more, but for what pends, which is of a later run.
 */
enum restored restore_next(struct restore *restore);

/* Takes the head that restore_next() gave. */
void restore_take(struct restore *restore);

#endif
