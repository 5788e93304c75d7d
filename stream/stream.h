/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One CPU's stream, and where it stands: what frame.h's functions share. Pure. */
#ifndef STREAM_STREAM_H
#define STREAM_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/dialect.h"
#include "stream/subbufs.h"

/* STP_BUFFER_SIZE is 8192; authors may raise it. */
#define FRAME_BODY_MAX (128u * 1024)

/* Where the frame with some number is, seen from one CPU's stream. */
enum whereabouts { NOT_ELSEWHERE, ELSEWHERE, NOT_KNOWN_YET, NEVER_KNOWN };

struct frame_stream;

/*
 * Tells whether the frame with NUMBER is in another CPU's stream than ASKING.
 * NOT_KNOWN_YET: frame_next() is to be called again when more of others was read.
 */
typedef enum whereabouts frame_elsewhere(
	void *census, const struct frame_stream *asking, uint32_t number);

/* One CPU's stream, and where it stands. */
struct frame_stream {
	enum dialect dialect;
	bool started; /* LAST is the sequence of the frame before; else any may come first */
	uint32_t last;
	bool overrun; /* the relay buffer may have been full: frames may be cut short */
	/*
	 * What comes may be a relay buffer that was run over while no one noticed:
	 * the kernel gives all that is in it once for each time, from its oldest
	 * frame to its newest, which may be cut short. Frames are given once, those
	 * that come again skipped; the newest when something comes behind it.
	 */
	bool rewinds;
	bool given; /* a frame was given, TOP is its sequence */
	uint32_t top;
	_Atomic uint64_t
		stray; /* bytes skipped that belonged to no frame, padding apart: others look */
	_Atomic uint64_t doubts; /* frames that may as well be others, or end elsewhere: the same */
	uint64_t stray_end;      /* the place where such bytes end; 0: there were none */
	frame_elsewhere *elsewhere; /* or NULL: no one knows */
	void *census;
	struct subbufs subbufs;
};

/* True when sequence A comes after B; they wrap. */
static inline bool sequence_after(uint32_t a, uint32_t b)
{
	return (int32_t)(a - b) > 0;
}

#endif
