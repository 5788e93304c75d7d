/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Frames of all CPUs -> one stream in the order of their sequence numbers.
 * Pure: it never reads; whoever reads says when, in ticks.
 *
 * The order is exact and needs no clock. A frame may go out when it is the
 * next number, or when no earlier one can still come: every other CPU either
 * shows a later frame or was seen empty after this one was read (relay/intake.h
 * says what the relay's ticks are worth, where many threads read). A module
 * takes the number and writes the frame in one step that no reader on that CPU
 * can see half-done, so an earlier number would have been there.
 */
#ifndef STREAM_MERGE_H
#define STREAM_MERGE_H

#include "stream/frame.h"

/* One CPU's bytes, as its reader fills them and the merge empties them. */
struct merge_source {
	struct frame_stream stream;
	char *buffer;        /* its owner's */
	size_t begin, end;   /* what is in BUFFER and not yet taken */
	bool complete;       /* nothing was behind END when last seen */
	uint64_t filled;     /* tick of the last read that brought bytes */
	uint64_t seen_empty; /* tick at which the trace file was last seen empty */

	bool has_head; /* the frame at BEGIN is known: */
	struct frame head;
	uint64_t head_tick; /* it had been read by then */
	size_t stray;       /* room for what frame_next() says of it */
};

/* A source that has a head, and the sequence of that. */
struct merge_entry {
	uint32_t sequence;
	unsigned source;
};

struct merge {
	struct merge_source *sources;
	unsigned count;
	struct merge_entry *heap; /* smallest sequence first */
	unsigned heap_size;
	unsigned in_the_way; /* the source that stood in the way of a proof last */
	bool started;        /* NEXT is known */
	bool final;          /* no source will get more: what is there is all */
	bool doubts;         /* what is missing may be in a source that is not known yet: */
	bool in_doubt;       /* then this is set instead of believing in a hole, */
	bool believes;       /* until this is set. For one hole */
	bool asked;          /* a source waits for what others have: */
	bool news;           /* these were read or looked at since: the caller's to set */
	uint32_t next;       /* the sequence that comes next */
	uint64_t lost;       /* numbers that never came: */
	uint32_t hole;       /* the first of the last of them, which end before HOLE_END */
	uint32_t hole_end;
};

/*
 * Begins. SOURCES and HEAP have COUNT elements and stay the caller's. FRESH as
 * for frame_stream_init(): else the first frame gives the first number.
 */
void merge_init(struct merge *merge, struct merge_source *sources, struct merge_entry *heap,
	unsigned count, bool fresh);

/* Looks at source INDEX again after bytes were added or it was seen empty. */
void merge_refill(struct merge *merge, unsigned index);

/*
 * The source whose head is next in order, or NULL when that is not proven yet
 * (or there is none). Numbers that are proven lost on
 * the way are added to merge->lost.
 */
struct merge_source *merge_next(struct merge *merge);

/*
 * Takes the head that merge_next() gave off its source. Returns the source when
 * the next number is right behind it there: what merge_next() would give. Else
 * NULL: ask it, when the source has been filled again.
 */
struct merge_source *merge_take(struct merge *merge);

/* Which source merge_next() or merge_take() gave, counted from 0; until the next of these. */
static inline unsigned merge_next_index(const struct merge *merge)
{
	return merge->heap->source;
}

/* Body of the head of SOURCE, SOURCE->head.length bytes; until the next refill. */
static inline const char *merge_head_body(const struct merge_source *source)
{
	return source->buffer + source->begin + source->head.skip + source->head.header;
}

/* Finds the head of SOURCE if it has none. True when there is one. */
bool merge_find_head(struct merge_source *source);

/* At least how many bytes SOURCE needs to end with a frame: see frame_rest(). */
size_t merge_source_rest(const struct merge_source *source);

/* Makes room: moves what is not yet taken to the beginning of the buffer of SOURCE. */
void merge_compact(struct merge_source *source);

/* Takes the head off SOURCE, which has one. */
void merge_drop_head(struct merge_source *source);

#endif
