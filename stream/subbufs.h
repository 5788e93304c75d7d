/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sub-buffers: where those of one CPU's relay buffer end in the bytes that were
 * read of it. In dialect 4 only that tells for certain where frames begin. Pure.
 *
 * A module fills one sub-buffer after the other, to the last byte; only a read
 * closes one before that, behind its last frame, so that the rest of it is
 * never given out. Where the last 8 bytes or less have no room for a frame,
 * a print leaves them as they were, stale, and is dropped. A frame's body goes
 * on in the next sub-buffer, unless there is none: then it ends, cut short, at
 * the end of this one.
 *
 * The size of a trace file is what its closed sub-buffers hold, ever. So after
 * each read it tells, but for whole sub-buffers that were filled meanwhile,
 * where this read closed one.
 */
#ifndef STREAM_SUBBUFS_H
#define STREAM_SUBBUFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* At most so many bytes at the end of a sub-buffer are stale: a header's, without a body. */
#define STALE_MAX 8u

/* So many reads may have closed a sub-buffer that is not yet read itself; with more, what is known
 * is lost. */
#define SUBBUF_ENDS 128u

/* A place in the stream where a frame ends or may begin. */
struct subbuf_place {
	uint64_t at;    /* bytes of the stream before it */
	uint64_t begin; /* of a sub-buffer, not necessarily this one; above AT: not known */
	unsigned next;  /* of the ends that reads made the first that is not passed yet */
	bool unsure;    /* that end may have been passed: the next BEGIN may be its, too */
};

struct subbufs {
	uint32_t size;              /* bytes of each, a power of two; 0: nothing is known */
	bool distrusted;            /* the file's size is not what it was believed to be */
	bool based;                 /* AHEAD is known */
	uint64_t ahead;             /* what the file's size counts and the stream does not have */
	uint64_t sure;              /* see subbufs_look_ahead() */
	uint64_t read;              /* bytes of the stream that were read so far */
	struct subbuf_place place;  /* where the stream stands */
	uint64_t ends[SUBBUF_ENDS]; /* that reads made, as bytes of the stream; a ring */
	unsigned end_count;         /* ever */
};

/* What a read of a trace file brought to light. */
struct subbuf_read {
	size_t bytes;    /* that it brought */
	bool emptied;    /* the file */
	uint32_t size;   /* of the sub-buffers; 0: it is not known, nor is CLOSED */
	uint64_t before; /* the size of the file before it */
	uint64_t closed; /* and after it */
};

/* FRESH: the stream begins with all that was ever written. */
void subbufs_init(struct subbufs *subbufs, bool fresh);

/* Takes note of a read. */
void subbufs_note(struct subbufs *subbufs, const struct subbuf_read *read);

/* Is it known where sub-buffers end at PLACE? */
static inline bool subbufs_known(const struct subbufs *subbufs, const struct subbuf_place *place)
{
	return subbufs->size && place->at >= place->begin;
}

/* How many bytes there are from AT to the end of its sub-buffer, when one begins at BEGIN. */
static inline uint32_t subbufs_room(const struct subbufs *subbufs, uint64_t at, uint64_t begin)
{
	return subbufs->size - ((uint32_t)(at - begin) & (subbufs->size - 1));
}

/*
 * Finds out up to where frames that end there, or before, are followed by a
 * header right away and with nothing to decide: SUBBUFS->sure. Valid until a
 * read is noted or the place is set.
 */
void subbufs_look_ahead(struct subbufs *subbufs);

/* Has PLACE, where a frame ends, pass the ends that lie before it or there. */
void subbufs_arrive(const struct subbufs *subbufs, struct subbuf_place *place);

/*
 * How many bytes may have to be skipped at PLACE, where a frame ended and
 * subbufs_arrive() was called, to the header of the next: bit N is set when N
 * may. One bit: that is certain. 0 to STALE_MAX all set: nothing is known.
 */
unsigned subbufs_skips(const struct subbufs *subbufs, const struct subbuf_place *place);

/*
 * Did a read, as it seems, end a sub-buffer AT a place ahead of PLACE? When a
 * frame's body goes on there, the buffer was full: that read found it so, and
 * the frame had been cut short before.
 */
bool subbufs_ended(const struct subbufs *subbufs, const struct subbuf_place *place, uint64_t at);

/* The next place from AT on where a sub-buffer may begin, seen from PLACE, where that is known. */
uint64_t subbufs_next(const struct subbufs *subbufs, const struct subbuf_place *place, uint64_t at);

#endif
