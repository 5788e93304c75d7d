/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of frames have at hand: a stream that is made frame by frame, and what has to be
 * taken off it. */
#ifndef TESTS_UNIT_FRAMES_H
#define TESTS_UNIT_FRAMES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "stream/frame.h"

/* A stream under construction. */
struct bytes {
	char data[1 << 20];
	size_t size;
};

static struct bytes bytes;
static const enum dialect dialects[] = {DIALECT_4, DIALECT_5};

static inline void put(const void *data, size_t size)
{
	memcpy(bytes.data + bytes.size, data, size);
	bytes.size += size;
}

static inline void put_header(enum dialect dialect, uint32_t sequence, uint32_t length)
{
	if (dialect == DIALECT_5)
		put("\xf0\x9f\xa9\xba", 4);
	put(&sequence, 4);
	put(&length, 4);
}

static inline void put_frame(enum dialect dialect, uint32_t sequence, const char *text)
{
	put_header(dialect, sequence, (uint32_t)strlen(text));
	put(text, strlen(text));
}

/* Takes the next frame off POSITION and checks it; TEXT NULL: any text. */
static inline void expect(struct frame_stream *stream, size_t *position, uint32_t sequence,
	const char *text, uint32_t missing)
{
	struct frame frame;
	size_t stray;

	while (!frame_next(
		stream, bytes.data + *position, bytes.size - *position, true, &frame, &stray)) {
		assert_true(stray > 0);
		*position += stray;
	}
	assert_int_equal(frame.sequence, sequence);
	assert_int_equal(frame.missing, missing);
	if (text) {
		assert_int_equal(frame.length, strlen(text));
		assert_memory_equal(
			bytes.data + *position + frame.skip + frame.header, text, frame.length);
	}
	*position += frame_span(&frame);
}

static inline void expect_end(struct frame_stream *stream, size_t position)
{
	struct frame frame;
	size_t stray;

	assert_false(frame_next(
		stream, bytes.data + position, bytes.size - position, true, &frame, &stray));
	assert_int_equal(position + stray, bytes.size);
}

#define EACH_DIALECT                                                                               \
	for (unsigned d = 0; d < 2; d++)                                                           \
		for (struct frame_stream stream, *once = (bytes.size = 0, &stream); once;          \
			once = NULL)

#endif
