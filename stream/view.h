/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The view that those who look for frames share: the bytes in it, headers in them, and
 * who walks from frame to frame ahead of the stream. Of stream/ alone.
 */
#ifndef STREAM_VIEW_H
#define STREAM_VIEW_H

#include <string.h>

#include "stream/stream.h"

/* Bytes of a header with its magic. */
#define MARKED_HEADER 12u

/* Any number that comes after the one before. */
#define LATER (uint32_t) INT32_MAX

/* With so many bytes behind a place, what they tell of it is all that is waited for. */
#define WAIT_MAX (2u * FRAME_BODY_MAX)

_Static_assert(FRAME_BODY_MAX < 1u << 24, "the highest byte of a length is 0");

/* Of a function that is seldom called: inlined, it would cost the usual way its registers. */
#define SELDOM __attribute__((noinline))

/* In the place of an index: what is still to come decides. */
#define WAIT SIZE_MAX

enum found { FOUND, AT_END, NOT_HERE, NEED_MORE };

struct header {
	uint32_t sequence;
	uint32_t length;
	size_t at; /* of the bytes in view */
};

/* What the caller has of the stream. */
struct view {
	const struct frame_stream *stream;
	const char *data;
	size_t size;
	bool complete;
	uint64_t origin; /* bytes of the stream before DATA */
};

/* Someone who walks along the stream from frame to frame, ahead of it. */
struct walk {
	struct subbuf_place place;
	bool started; /* LAST is the number of the frame before */
	uint32_t last;
};

static inline size_t header_size(enum dialect dialect)
{
	return dialect == DIALECT_5 ? MARKED_HEADER : 8;
}

/* The most bytes that the end of a sub-buffer leaves between two frames. */
static inline unsigned padding_max(enum dialect dialect)
{
	return dialect == DIALECT_5 ? MARKED_HEADER - 1 : STALE_MAX;
}

/*
 * How many bytes of a frame are never parted: its header, and in dialect 4 one more. As the last
 * bytes, fewer are no frame: what ends a sub-buffer, or a header's begin.
 */
static inline unsigned unparted(enum dialect dialect)
{
	return padding_max(dialect) + 1;
}

static inline size_t index_of(const struct view *view, const struct walk *walk)
{
	return (size_t)(walk->place.at - view->origin);
}

static inline struct view view_of(
	const struct frame_stream *stream, const char *data, size_t size, bool complete)
{
	return (struct view){stream, data, size, complete, stream->subbufs.place.at};
}

/* A walk that begins where STREAM is. */
static inline struct walk walk_of(const struct frame_stream *stream)
{
	return (struct walk){stream->subbufs.place, stream->started, stream->last};
}

/* Moves WALK behind the body of HEADER. */
static inline void pass(const struct view *view, struct walk *walk, const struct header *header)
{
	walk->place.at =
		view->origin + header->at + header_size(view->stream->dialect) + header->length;
	walk->started = true;
	walk->last = header->sequence;
}

/* The first byte of dialect 5's magic. */
#define MAGIC_FIRST '\xf0'

static inline bool is_marked(const char *p)
{
	return memcmp(p, "\xf0\x9f\xa9\xba", 4) == 0; /* U+1FA7A, a stethoscope */
}

/*
 * Is there a header AT a place, of which header_size() bytes are in view, that may
 * follow in WALK, with a number less than REACH behind the last one?
 */
static inline bool read_header(const struct view *view, const struct walk *walk, size_t at,
	uint32_t reach, struct header *header)
{
	const char *p = view->data + at;

	if (view->stream->dialect == DIALECT_5) {
		if (!is_marked(p))
			return false;
		p += 4;
	}
	memcpy(&header->sequence, p, 4);
	memcpy(&header->length, p + 4, 4);
	header->at = at;
	return header->length >= 1 && header->length <= FRAME_BODY_MAX &&
	       (!walk->started || header->sequence - walk->last - 1 < reach);
}

#endif
