/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Layout: where sub-buffers may begin in one CPU's bytes when no one noted how they
 * were read, as in the files of others' stapio. Any read may have closed a sub-buffer
 * behind any frame. But a full one ends a whole size behind its begin, and no header
 * straddles that place: so every header that is passed leaves fewer of them. Which of
 * the sizes it is need not be known. Pure.
 */
#ifndef STREAM_LAYOUT_H
#define STREAM_LAYOUT_H

#include <stdbool.h>
#include <stdint.h>

/* Sub-buffers are a page (4, 16 or 64 KB, by machine), or the 64 KB of SystemTap 4.6. */
#define LAYOUT_LEAST 4096u
#define LAYOUT_MOST  65536u
#define LAYOUT_BITS  (4096u + 16384u + 65536u)

struct layout {
	bool forgotten; /* nothing told yet, or since, where a sub-buffer begins */
	uint64_t may_begin[LAYOUT_BITS / 64]; /* of each size a bit for each place in it */
};

/* Forgets all that is known: a sub-buffer may begin anywhere. */
void layout_forget(struct layout *layout);

/* Notes that a sub-buffer begins AT, a place in the stream, for certain. */
void layout_begin(struct layout *layout, uint64_t at);

/* Notes that a header is AT a place, behind a frame, and the NEED bytes from there not parted. */
void layout_pass(struct layout *layout, uint64_t at, unsigned need);

/* May a sub-buffer begin AT? */
bool layout_may_begin(const struct layout *layout, uint64_t at);

#endif
