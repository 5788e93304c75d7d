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
 *
 * Once something else closes one, too: the module's end, the last that it does to
 * the relay buffer. When that comes while a read is under way, the size tells where
 * that was, and not where the read closed one before it. So that is in doubt, behind
 * the begin of each read that may have been the last, until there is more.
 */
#ifndef STREAM_SUBBUFS_H
#define STREAM_SUBBUFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes at the end of a sub-buffer that are stale at most: a header's, without a body. */
#define STALE_MAX 8u

/* Reads that may have closed a sub-buffer which is not yet read itself; with more, what is known
 * is lost. */
#define SUBBUF_ENDS 128u

/* A place in the stream where a frame ends or may begin. */
struct subbuf_place {
	uint64_t at;    /* bytes of the stream before it */
	uint64_t begin; /* of a sub-buffer, not necessarily this one; above AT: not known */
	unsigned next;  /* of the ends that reads made the first that is not passed yet */
	bool unsure;    /* that end may have been passed: the next BEGIN may be its, too */
};

/*
 * What a read did. As each CPU has SUBBUF_ENDS of them, of places in the stream the
 * last 32 bits are kept.
 */
struct subbuf_end {
	uint32_t from;  /* what was closed before it */
	uint32_t to;    /* what was closed after it */
	uint16_t later; /* sub-buffers that were filled after the last that it may have ended */
	uint16_t full;  /* as many behind FROM the buffer may have been full, up to TO */
};

struct subbufs {
	uint32_t size;             /* bytes of each, a power of two; 0: nothing is known */
	bool distrusted;           /* the file's size is not what it was believed to be */
	bool based;                /* AHEAD is known */
	uint64_t ahead;            /* what the file's size counts and the stream does not have */
	uint64_t sure;             /* see subbufs_look_ahead() */
	uint64_t whole;            /* the same */
	uint64_t doubt;            /* behind it an end may be anywhere, until more is read, */
	bool unread;               /* which is there */
	uint64_t led_to;           /* up to there frames follow each other, whatever is in doubt */
	uint64_t read;             /* bytes of the stream that were read so far */
	struct subbuf_place place; /* where the stream stands */
	unsigned end_count;        /* ever */
	struct subbuf_end ends[SUBBUF_ENDS]; /* the last of them, a ring */
};

/* What a read of a trace file brought to light. */
struct subbuf_read {
	size_t bytes;    /* that it brought */
	bool emptied;    /* the file */
	uint32_t size;   /* of the sub-buffers; 0: it is not known, nor is CLOSED */
	uint32_t least;  /* bytes that the relay buffer has room for, if not more */
	uint64_t before; /* the size of the file before it */
	uint64_t closed; /* and after it */
};

/* Begins. FRESH: the stream begins with all that was ever written. */
void subbufs_init(struct subbufs *subbufs, bool fresh);

/* Takes note of a read. */
void subbufs_note(struct subbufs *subbufs, const struct subbuf_read *read);

/* Is it known where sub-buffers end at PLACE? */
static inline bool subbufs_known(const struct subbufs *subbufs, const struct subbuf_place *place)
{
	return subbufs->size && place->at >= place->begin;
}

/* Is PLACE behind where a sub-buffer may have ended behind any frame, as the next read may tell? */
static inline bool subbufs_doubtful(const struct subbufs *subbufs, const struct subbuf_place *place)
{
	return subbufs->size && place->at > subbufs->doubt;
}

/* At PLACE, which is doubtful, no frame is where those sub-buffers allow it: the end was passed. */
void subbufs_lose(struct subbuf_place *place);

/* How many bytes there are from AT to the end of its sub-buffer, when one begins at BEGIN. */
static inline uint32_t subbufs_room(const struct subbufs *subbufs, uint64_t at, uint64_t begin)
{
	return subbufs->size - ((uint32_t)(at - begin) & (subbufs->size - 1));
}

/*
 * Finds out up to where frames that end there, or before, are followed by a
 * header right away and with nothing to decide: SUBBUFS->sure; and from where on
 * one may have been cut short: SUBBUFS->whole. Valid until a read is noted or the
 * place is set.
 */
void subbufs_look_ahead(struct subbufs *subbufs);

/* Has PLACE, where a frame ends, pass the ends that lie before it or there. */
void subbufs_arrive(const struct subbufs *subbufs, struct subbuf_place *place);

/* Has PLACE pass those ends where it did not arrive at the ends of the frames before. */
void subbufs_skip_to(const struct subbufs *subbufs, struct subbuf_place *place);

/*
 * How many bytes may have to be skipped at PLACE, where a frame ended and
 * subbufs_arrive() was called, to the header of the next, when a sub-buffer's last
 * MOST bytes or less are not used: bit N is set when N may. One bit: that is
 * certain. 0 to MOST all set: nothing is known.
 */
unsigned subbufs_skips(
	const struct subbufs *subbufs, const struct subbuf_place *place, unsigned most);

/* Moves PLACE behind SKIP of these bytes, which tells it more of where sub-buffers begin. */
void subbufs_skip(
	const struct subbufs *subbufs, struct subbuf_place *place, unsigned skip, unsigned most);

/* Notes in PLACE that a sub-buffer begins there. */
void subbufs_begin(const struct subbufs *subbufs, struct subbuf_place *place);

/* The next place from AT on where a sub-buffer may begin, seen from PLACE, where that is known. */
uint64_t subbufs_next(const struct subbufs *subbufs, const struct subbuf_place *place, uint64_t at);

/* May the buffer have been full when what is before AT was written, ahead of PLACE? */
bool subbufs_full(const struct subbufs *subbufs, const struct subbuf_place *place, uint64_t at);

/* The first place ahead of PLACE where a frame is known to have ended, if not before; or
 * UINT64_MAX. */
uint64_t subbufs_barrier(const struct subbufs *subbufs, const struct subbuf_place *place);

#endif
