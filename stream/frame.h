/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bytes of one CPU's trace file -> frames, in both dialects. Pure.
 *
 * A frame is a header (dialect 4: u32 sequence, u32 length; dialect 5: the
 * bytes F0 9F A9 BA before them) and a body of that length, at most
 * FRAME_BODY_MAX. The sequence is shared by all CPUs and wraps; within one CPU
 * it rises. A header never straddles sub-buffers, so a few bytes may stand
 * between frames: NULs in dialect 5, stale bytes in dialect 4. When the relay
 * buffer ran full inside a frame, its body is cut short and the next header
 * comes early, at the beginning of a sub-buffer.
 *
 * Dialect 4 has nothing by which to know a header. Where sub-buffers end tells
 * where each stands, so whoever reads says what each read brought to light
 * (frame_stream_read). Without that, headers are searched for at the few
 * places where one may stand, by the frames that follow each other from there.
 */
#ifndef STREAM_FRAME_H
#define STREAM_FRAME_H

#include "stream/stream.h"

struct frame {
	uint32_t sequence;
	uint32_t length;  /* bytes of the body that are there */
	uint32_t missing; /* bytes of the body that were cut off; 0 for a whole frame */
	size_t skip;      /* bytes before the header that belong to no frame */
	size_t header;    /* bytes of the header */
	bool back;        /* the frame before it, whose number is not lower, was none */
};

/*
 * Begins a stream. FRESH: the module was just loaded, so that sequences begin
 * at 1; else the stream may begin in the middle of a frame.
 */
void frame_stream_init(struct frame_stream *stream, enum dialect dialect, bool fresh);

/*
 * Says what a read brought, before its bytes are given to frame_next(); for each
 * read of the trace file from the first on, or for none.
 */
void frame_stream_read(struct frame_stream *stream, const struct subbuf_read *read);

/*
 * Finds the next frame in the SIZE bytes at DATA. COMPLETE: the module has
 * written nothing behind them yet, so that a frame that goes on behind them
 * was cut short. Returns true with *FRAME, which takes FRAME->skip + header +
 * length bytes from DATA. Returns false when there is none: then *STRAY bytes
 * at DATA belong to no frame and have to be dropped; more are needed behind
 * them. (The stream counts both: the next call is for what is behind.)
 */
bool frame_next(struct frame_stream *stream, const char *data, size_t size, bool complete,
	struct frame *frame, size_t *stray);

/*
 * Drops of the SIZE bytes at DATA, of any age, with which STREAM begins, those
 * before the last run of frames whose sequences rise: what a flight recorder
 * gives out may begin with its newest sub-buffers, which it wrote over the
 * oldest. Returns how many these are.
 */
size_t frame_rewound(struct frame_stream *stream, const char *data, size_t size);

/*
 * At least how many bytes are missing behind the SIZE bytes at DATA, where STREAM
 * stands, until they end with a frame; 0 when they do.
 */
size_t frame_rest(const struct frame_stream *stream, const char *data, size_t size);

/* Bytes that FRAME takes, what is skipped before it included. */
static inline size_t frame_span(const struct frame *frame)
{
	return frame->skip + frame->header + frame->length;
}

#endif
