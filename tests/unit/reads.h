/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of sub-buffers have at hand: reads of a file, and places in what was read. */
#ifndef TESTS_UNIT_READS_H
#define TESTS_UNIT_READS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "stream/subbufs.h"

#define SIZE    4096u
#define MOST    8u
#define ANY     ((1u << (MOST + 1)) - 1)
#define NOWHERE UINT64_MAX

/* Sub-buffers that a relay buffer has. */
#define ROOM 8u

static struct subbufs subbufs;

/* A read of BYTES, with which the size of the file went from BEFORE to CLOSED. */
static inline void note(size_t bytes, bool emptied, uint64_t before, uint64_t closed)
{
	subbufs_note(
		&subbufs, &(struct subbuf_read){bytes, emptied, SIZE, ROOM * SIZE, before, closed});
}

/* The same, of a read that was not the last, as what is read next tells. */
static inline void note_followed(size_t bytes, bool emptied, uint64_t before, uint64_t closed)
{
	note(bytes, emptied, before, closed);
	subbufs.doubt = NOWHERE;
}

/* Where someone stands who went from the begin of the stream to AT. */
static inline struct subbuf_place go_to(uint64_t at)
{
	struct subbuf_place place = subbufs.place;

	place.at = at;
	subbufs_arrive(&subbufs, &place);
	return place;
}

static inline unsigned skips_at(uint64_t at)
{
	struct subbuf_place place = go_to(at);

	return subbufs_skips(&subbufs, &place, MOST);
}

/* Where a sub-buffer begins at BEGIN, and others each SIZE behind it, a frame that ends AT leaves
 * what is left of its own unless that is too much to be nothing. */
static inline unsigned skips_from(uint64_t begin, uint64_t at)
{
	uint64_t left = SIZE - (at - begin) % SIZE;

	return left <= MOST ? 1u << left : 1;
}

/* From FROM to TO there is no place but those that a sub-buffer which begins at BEGIN allows. */
static inline void expect_from(uint64_t begin, uint64_t from, uint64_t to)
{
	for (uint64_t at = from; at < to; at++)
		assert_int_equal(skips_at(at), skips_from(begin, at));
}

/* The same, where the next end may have been passed, but for what it would allow. */
static inline void expect_doubt(uint64_t begin, uint64_t from, uint64_t to)
{
	for (uint64_t at = from; at < to; at++)
		assert_int_equal(skips_at(at), skips_from(begin, at) | 1);
}

#endif
