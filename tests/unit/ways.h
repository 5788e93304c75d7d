/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of choices have at hand: frames at places of a view, and who knows of numbers
 * elsewhere. */
#ifndef TESTS_UNIT_WAYS_H
#define TESTS_UNIT_WAYS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "stream/choice.h"
#include "stream/frame.h"

/* Behind a frame of this number: of its bytes, shifted, no other header can be read. */
#define LAST 0x3000000u

#define SIZE 4096u

/* What is before the bytes in view, in the stream: so many sub-buffers. */
#define ORIGIN (2 * SIZE)

static char data[4 * FRAME_BODY_MAX];
static struct frame_stream stream;
static struct view view;
static struct walk walk;
static bool doubt;

/* Who knows of other CPUs, and what was asked last. If ONLY is not 0, of the numbers up to LAST + 9
 * that one is here, and others are elsewhere. */
static enum whereabouts known;
static uint32_t only;
static uint32_t asked;
static unsigned questions;

static inline enum whereabouts elsewhere(
	void *census, const struct frame_stream *asking, uint32_t number)
{
	assert_ptr_equal(census, &known);
	assert_ptr_equal(asking, &stream);
	asked = number;
	questions++;
	if (only)
		return number == LAST + only || number > LAST + 9 ? NOT_ELSEWHERE : ELSEWHERE;
	return known;
}

/* Bytes that are no header; none is behind the SIZE in view. It is not known where sub-buffers end.
 */
static inline void begin(enum dialect dialect, size_t size)
{
	memset(data, 0xff, sizeof(data));
	frame_stream_init(&stream, dialect, true);
	stream.subbufs.place.at = ORIGIN;
	stream.census = &known;
	view = (struct view){&stream, data, size, true, ORIGIN};
	walk = (struct walk){stream.subbufs.place, true, LAST};
	doubt = false;
	questions = 0;
	only = 0;
}

/* The same, where a sub-buffer has LEFT bytes more that begins where a read ended the one before.
 */
static inline void begin_behind_a_read(size_t left)
{
	begin(DIALECT_4, 600);
	subbufs_note(&stream.subbufs,
		&(struct subbuf_read){
			.size = SIZE, .bytes = 1000, .emptied = true, .closed = 1000});
	walk.place = stream.subbufs.place;
	walk.place.at = view.origin = 1000 + SIZE - left;
}

/* Puts a header of number LAST + N at a place of the view. Returns where its body ends. */
static inline size_t put(size_t at, uint32_t n, uint32_t length)
{
	uint32_t number = LAST + n;

	if (stream.dialect == DIALECT_5) {
		memcpy(data + at, "\xf0\x9f\xa9\xba", 4);
		at += 4;
	}
	memcpy(data + at, &number, 4);
	memcpy(data + at + 4, &length, 4);
	return at + 8 + length;
}

/* Two ways that never meet, from the begin of the view and from 8 bytes behind it: the frame I of
 * each, of number LAST + N, ends where its next begins. */
static inline void put_first_way(unsigned i, uint32_t n)
{
	put(200 * i, n, 192);
}

static inline void put_second_way(unsigned i, uint32_t n)
{
	put(i ? 200 * i + 50 : 8, n, i ? 192 : 234);
}

/* COUNT frames from AT on, the first of number LAST + N. Returns where they end. */
static inline size_t put_frames(size_t at, uint32_t n, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		at = put(at, n + i, 24);
	return at;
}

static inline void expect_end(const struct header *header, size_t end, bool doubtful)
{
	doubt = false;
	assert_int_equal(choice_end(&view, &walk, header, &doubt), end);
	assert_int_equal(doubt, doubtful);
}

#endif
