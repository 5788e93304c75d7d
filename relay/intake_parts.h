/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The intake from within, for its own files alone, each of which asks those below it:
 * intake_life.c, its life; crew.c, the threads; read_here.c, reading without one; look.c, what
 * is known to be empty; sources.c, what a read brought.
 */
#ifndef RELAY_INTAKE_PARTS_H
#define RELAY_INTAKE_PARTS_H

#include "relay/intake.h"

/* A read into less room than this is not worth its sub-buffer. */
#define ROOM_MIN (128u * 1024)

/* The tick, and one more: a read or look begins or is over, and threads see which came before
 * theirs. */
static inline uint64_t tick_of(const struct intake *intake)
{
	return atomic_load_explicit(&intake->common.tick, memory_order_relaxed);
}

static inline uint64_t next_tick(struct intake *intake)
{
	return atomic_fetch_add(&intake->common.tick, 1) + 1;
}

static inline void intake_list_add(struct intake_list *list, unsigned index)
{
	list->index[list->count++] = index;
}

/* --- sources.c: what a read brought ----------------------------------------------------------- */

/* How the output lies in the trace files is known from now on. */
void intake_set_transport(struct intake *intake, enum transport transport);

/* Gives trace file INDEX its buffer, when it is read for the first time. Returns 0 or -errno. */
int intake_give_buffer(struct intake *intake, unsigned index);

/* Gives back the memory of all buffers. */
void intake_free_buffers(struct intake *intake);

/* Bytes that may be read of trace file INDEX behind what its source holds. */
size_t intake_room(const struct intake *intake, unsigned index);

/* What is known of trace file INDEX has changed: its source is to be looked at. */
void intake_touch(struct intake *intake, unsigned index);

/* Makes room in the source of trace file INDEX, which is to be read. */
void intake_make_room(struct intake *intake, unsigned index);

/*
 * Takes note of READ of trace file INDEX, which WANTED bytes were wanted of, and has brought
 * some; by whoever has the source.
 */
void intake_take_in(
	struct intake *intake, unsigned index, const struct subbuf_read *read, size_t wanted);

/* The same of trace file INDEX, by the relay's thread: it brought something just now. */
void intake_note_news(struct intake *intake, unsigned index);

/* A read of trace file INDEX has failed with ERROR, -errno: it is not read any more. */
void intake_read_failed(struct intake *intake, unsigned index, int error);

/* --- look.c: what is known to be empty ------------------------------------------------------- */

/* Trace file INDEX was read to its END, or was not; if so, that was found at tick WHEN. */
void intake_note_end(struct intake *intake, unsigned index, bool end, uint64_t when);

/* --- read_here.c: reading without a thread ---------------------------------------------------- */

/* Reads trace file INDEX here and now, until it is empty or the buffer is full. */
void intake_read_here(struct intake *intake, unsigned index);

/* --- crew.c: the threads ---------------------------------------------------------------------- */

/* EVENTS tells from now on when trace file INDEX has something and no thread to read it. */
void intake_watch(struct intake *intake, unsigned index);

/* No more of that, if it did. */
void intake_unwatch(struct intake *intake, unsigned index);

/* Has threads pass on what they read, as PASSING says. */
void intake_pass_on(struct intake *intake, const struct intake_passing *passing);

#endif
