/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where one CPU's stream stands, and the places where its next frame may begin: right
 * behind the frame before, behind what is not used at the end of a sub-buffer, or where
 * that frame was cut short with one. Of stream/restore.h alone. Pure.
 */
#ifndef STREAM_STAND_H
#define STREAM_STAND_H

#include "stream/layout.h"
#include "stream/merge.h"

/* More places than these are not looked at; the last are the unlikeliest. */
#define STAND_PLACES 16u

/* A number is no further than this from the one before, where there is a choice. */
#define STAND_NEAR (1u << 20)

/* Where the next frame of a CPU may begin. */
struct stand_place {
	uint64_t at;     /* its header, in the stream */
	uint64_t behind; /* there the frame before ends */
	uint32_t number, length;
};

/* Where a CPU's stream stands: behind a frame, or at its begin. */
struct stand {
	uint64_t body, end; /* that frame's, were it whole; the same: there is none */
	uint64_t only_end;  /* unless this is 0: it ends here for certain */
	uint64_t full_from; /* from here on a sub-buffer that is full may end */
	bool known;         /* PLACES are those */
	unsigned count;
	unsigned taken; /* frames since a look began */
	struct stand_place places[STAND_PLACES];
};

/* What tells where sub-buffers may begin: */
struct stand_facts {
	struct layout layout;
	uint64_t
		ahead; /* this is not told by LAYOUT: the first place behind the last frame taken */
};

/* Where bytes of SOURCE begin and end, in the stream. */
static inline uint64_t stand_begin(const struct merge_source *source)
{
	return source->stream.subbufs.place.at;
}

static inline uint64_t stand_limit(const struct merge_source *source)
{
	return stand_begin(source) + (source->end - source->begin);
}

/* The bytes of SOURCE from AT on. */
static inline const char *stand_data(const struct merge_source *source, uint64_t at)
{
	return source->buffer + source->begin + (at - stand_begin(source));
}

/* Is there a header AT a place, all of it and what is not parted from it, with a number less than
 * REACH behind NEXT? Then *PLACE is that. */
bool stand_header(const struct merge_source *source, uint64_t at, uint32_t next, uint32_t reach,
	struct stand_place *place);

/*
 * Finds the places where the frame behind STAND may be, of number NEXT or later, unless they are
 * known. A place where the frame before is cut short counts only with a number less than REACH
 * behind NEXT; 0: that is certain to be none. False when bytes are lacking.
 */
bool stand_find(const struct stand_facts *facts, const struct merge_source *source,
	struct stand *stand, uint32_t next, uint32_t reach);

/* Is STAND, whose places are known, behind the last frame, and that is whole? */
bool stand_at_end(const struct merge_source *source, const struct stand *stand);

/* Is STAND behind a frame that is whole at the end of SOURCE, though its body may hold a place? */
bool stand_may_be_last(const struct merge_source *source, const struct stand *stand);

/* Moves STAND behind the frame at PLACE. */
void stand_go(
	const struct merge_source *source, struct stand *stand, const struct stand_place *place);

#endif
