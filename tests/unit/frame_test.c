/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Frames of both dialects: whole, cut short, padded, in garbage, and with a payload that looks like
 * a header. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
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

static void put(const void *data, size_t size)
{
	memcpy(bytes.data + bytes.size, data, size);
	bytes.size += size;
}

static void put_header(enum dialect dialect, uint32_t sequence, uint32_t length)
{
	if (dialect == DIALECT_5)
		put("\xf0\x9f\xa9\xba", 4);
	put(&sequence, 4);
	put(&length, 4);
}

static void put_frame(enum dialect dialect, uint32_t sequence, const char *text)
{
	put_header(dialect, sequence, (uint32_t)strlen(text));
	put(text, strlen(text));
}

/* Takes the next frame off POSITION and checks it; TEXT NULL: any text. */
static void expect(struct frame_stream *stream, size_t *position, uint32_t sequence,
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

static void expect_end(struct frame_stream *stream, size_t position)
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

static void whole_frames_follow_each_other(void **state)
{
	(void)state;
	EACH_DIALECT
	{
		size_t at = 0;

		frame_stream_init(&stream, dialects[d], true);
		put_frame(dialects[d], 1, "one\n");
		put_frame(dialects[d], 2, "two, longer\n");
		put_frame(dialects[d], 7, "seven\n");
		expect(&stream, &at, 1, "one\n", 0);
		expect(&stream, &at, 2, "two, longer\n", 0);
		expect(&stream, &at, 7, "seven\n", 0);
		expect_end(&stream, at);
		assert_int_equal(stream.stray, 0);
	}
}

/* Fed a byte more at a time, a stream gives each frame as soon as what follows bears it out. */
static void any_split_gives_the_same(void **state)
{
	(void)state;
	EACH_DIALECT
	{
		size_t at = 0;
		uint32_t next = 1;

		frame_stream_init(&stream, dialects[d], true);
		for (uint32_t i = 1; i <= 20; i++)
			put_frame(dialects[d], i, "a line of text\n");
		for (size_t size = 0; size <= bytes.size; size++) {
			struct frame frame;
			size_t stray;
			bool complete = size == bytes.size;

			while (frame_next(
				&stream, bytes.data + at, size - at, complete, &frame, &stray)) {
				assert_int_equal(frame.sequence, next++);
				assert_int_equal(frame.missing, 0);
				assert_int_equal(frame.length, 15);
				at += frame_span(&frame);
			}
			assert_int_equal(stray, 0);
		}
		assert_int_equal(next, 21);
	}
}

static void sequences_wrap(void **state)
{
	(void)state;
	EACH_DIALECT
	{
		size_t at = 0;

		frame_stream_init(&stream, dialects[d], true);
		stream.last = UINT32_MAX - 2;
		for (uint32_t s = UINT32_MAX - 1; s != 3; s++)
			put_frame(dialects[d], s, "wrap\n");
		for (uint32_t s = UINT32_MAX - 1; s != 3; s++)
			expect(&stream, &at, s, "wrap\n", 0);
		expect_end(&stream, at);
	}
}

/* Every length of the tail of a sub-buffer that cannot hold a header. */
static void dialect_5_pads_with_nuls(void **state)
{
	static const char nuls[12];

	(void)state;
	for (size_t padding = 0; padding < 12; padding++) {
		struct frame_stream stream;
		size_t at = 0;

		bytes.size = 0;
		frame_stream_init(&stream, DIALECT_5, true);
		put_frame(DIALECT_5, 1, "before\n");
		put(nuls, padding);
		put_frame(DIALECT_5, 2, "after\n");
		put(nuls, padding);
		expect(&stream, &at, 1, "before\n", 0);
		expect(&stream, &at, 2, "after\n", 0);
		expect_end(&stream, at);
		assert_int_equal(stream.stray, 0);
	}
}

/* Stale bytes of every length, of every kind that the buffer may have held before. */
static void dialect_4_leaves_stale_bytes(void **state)
{
	static const char *const stale[] = {
		"\0\0\0\0\0\0\0\0",     /* never used */
		"12345678",             /* text */
		"\x05\0\0\0\x20\0\0\0", /* a header of long ago */
		"\xff\xff\xff\xff\xff\xff\xff\xff",
		"\x01\x01\x01\x01\x01\x01\x01\x01",
		"\n\0\0\0\n\0\0\0",
	};

	(void)state;
	for (size_t kind = 0; kind < sizeof(stale) / sizeof(stale[0]); kind++)
		for (size_t length = 1; length <= 8; length++)
			for (uint32_t first = 20; first < 200000; first = first * 3 + 1) {
				struct frame_stream stream;
				size_t at = 0;

				bytes.size = 0;
				frame_stream_init(&stream, DIALECT_4, true);
				stream.last = first - 1;
				put_frame(DIALECT_4, first, "before the end of the sub-buffer\n");
				put(stale[kind], length);
				put_frame(DIALECT_4, first + 1, "after it\n");
				put_frame(DIALECT_4, first + 2, "and on\n");
				put(stale[kind], length);
				expect(&stream, &at, first, "before the end of the sub-buffer\n",
					0);
				expect(&stream, &at, first + 1, "after it\n", 0);
				expect(&stream, &at, first + 2, "and on\n", 0);
				expect_end(&stream, at);
			}
}

/*
 * A stale byte of 0 makes a header of another one 256 times as large, and small
 * frames of one size make it likely that one begins where that would end.
 */
static void stale_nul_before_small_frames(void **state)
{
	(void)state;
	for (uint32_t gap = 1; gap < 4; gap++)
		for (size_t length = 1; length <= 8; length++) {
			struct frame_stream stream;
			size_t at = 0;

			bytes.size = 0;
			frame_stream_init(&stream, DIALECT_4, true);
			stream.last = 560 - gap;
			put("\0\0\0\0\0\0\0", length);
			for (uint32_t s = 0; s < 400; s++)
				put_frame(DIALECT_4, 560 + s * gap, "560 dd\n\n");
			for (uint32_t s = 0; s < 400; s++)
				expect(&stream, &at, 560 + s * gap, "560 dd\n\n", 0);
			expect_end(&stream, at);
		}
}

static void cut_short_frames_are_told(void **state)
{
	(void)state;
	EACH_DIALECT
	{
		size_t at = 0;

		frame_stream_init(&stream, dialects[d], true);
		put_frame(dialects[d], 1, "whole\n");
		put_header(dialects[d], 2, 100);
		put("only this much", 14);
		put_frame(dialects[d], 3,
			"early header, a frame that is longer than what is missing "
			"of the one that was cut short before it\n");
		put_frame(dialects[d], 4, "on\n");
		put_header(dialects[d], 5, 60);
		put("the end", 7);
		expect(&stream, &at, 1, "whole\n", 0);
		expect(&stream, &at, 2, "only this much", 86);
		expect(&stream, &at, 3, NULL, 0);
		expect(&stream, &at, 4, "on\n", 0);
		expect(&stream, &at, 5, "the end", 53);
		expect_end(&stream, at);
	}
}

/* A frame that is cut short where several whole ones fit into what is missing of it, even exactly.
 */
static void cut_short_before_small_frames(void **state)
{
	(void)state;
	for (uint32_t missing = 3900; missing < 4000; missing++)
		EACH_DIALECT
		{
			size_t at = 0;

			frame_stream_init(&stream, dialects[d], true);
			stream.overrun = true;
			put_header(dialects[d], 1, missing);
			put("part", 4);
			for (uint32_t s = 2; s < 300; s++)
				put_frame(dialects[d], s, "small\n");
			expect(&stream, &at, 1, "part", missing - 4);
			for (uint32_t s = 2; s < 300; s++)
				expect(&stream, &at, s, "small\n", 0);
			expect_end(&stream, at);
		}
}

/*
 * In a buffer that may have been full, a whole frame is cut short for a header
 * in its body only if frames lead from there, one behind the other and with
 * numbers in between, exactly to the header that follows.
 */
static void a_chain_inside_a_body(void **state)
{
	static const struct {
		uint32_t sequence, length; /* of a header in the body, 3 bytes before its end */
		bool cut;
	} cases[] = {
		{2, 3, true},  /* leads to number 3 behind */
		{3, 3, false}, /* a number that is taken */
		{1, 3, false}, /* not above the frame's own */
		{2, 2, false}, /* ends in what is no padding: not at the header */
		{2, 4, false}, /* ends inside the header */
		{2, 0, false}, /* no frame is empty */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		EACH_DIALECT
		{
			uint32_t header = dialects[d] == DIALECT_5 ? 12 : 8;
			size_t at = 0;

			/* Two bytes between frames may be padding in dialect 4. */
			if (dialects[d] == DIALECT_4 && cases[i].length == 2)
				continue;
			frame_stream_init(&stream, dialects[d], true);
			stream.overrun = true;
			put_header(dialects[d], 1, 20 + header + 3);
			put("twenty bytes of text", 20);
			put_header(dialects[d], cases[i].sequence, cases[i].length);
			put("abc", 3);
			put_frame(dialects[d], 3, "behind\n");
			put_frame(dialects[d], 4, "and on\n");
			if (cases[i].cut) {
				expect(&stream, &at, 1, "twenty bytes of text", header + 3);
				expect(&stream, &at, 2, "abc", 0);
			} else {
				expect(&stream, &at, 1, NULL, 0);
			}
			expect(&stream, &at, 3, "behind\n", 0);
			expect(&stream, &at, 4, "and on\n", 0);
			expect_end(&stream, at);
		}
}

/* The links of a chain may have the padding between them that the end of a sub-buffer leaves. */
static void a_chain_with_padding(void **state)
{
	static const char nuls[8];

	(void)state;
	for (size_t padding = 0; padding <= sizeof(nuls); padding++)
		EACH_DIALECT
		{
			uint32_t header = dialects[d] == DIALECT_5 ? 12 : 8;
			uint32_t missing = 2 * (header + 6) + (uint32_t)padding;
			size_t at = 0;

			frame_stream_init(&stream, dialects[d], true);
			stream.overrun = true;
			put_header(dialects[d], 1, 4 + missing);
			put("part", 4);
			put_frame(dialects[d], 2, "small\n");
			put(nuls, padding);
			put_frame(dialects[d], 3, "small\n");
			put(nuls, padding);
			put_frame(dialects[d], 9, "behind\n");
			put_frame(dialects[d], 10, "and on\n");
			expect(&stream, &at, 1, "part", missing);
			expect(&stream, &at, 2, "small\n", 0);
			expect(&stream, &at, 3, "small\n", 0);
			expect(&stream, &at, 9, "behind\n", 0);
			expect(&stream, &at, 10, "and on\n", 0);
			expect_end(&stream, at);
			assert_int_equal(stream.stray, 0);
		}
}

/* Numbers rise along a chain: it begins no earlier than that. */
static void a_chain_begins_where_numbers_rise(void **state)
{
	(void)state;
	EACH_DIALECT
	{
		uint32_t header = dialects[d] == DIALECT_5 ? 12 : 8;
		size_t at = 0;

		frame_stream_init(&stream, dialects[d], true);
		stream.overrun = true;
		put_header(dialects[d], 1, 4 + 2 * (header + 6));
		put("part", 4);
		put_frame(dialects[d], 3, "small\n");
		put_frame(dialects[d], 2, "small\n");
		put_frame(dialects[d], 9, "behind\n");
		put_frame(dialects[d], 10, "and on\n");
		expect(&stream, &at, 1, NULL, header + 6);
		expect(&stream, &at, 2, "small\n", 0);
		expect(&stream, &at, 9, "behind\n", 0);
		expect(&stream, &at, 10, "and on\n", 0);
		expect_end(&stream, at);
	}
}

/*
 * Garbage before a frame that is not all there yet is given up, or it would
 * take the room in the reader's buffer that the rest of the frame needs.
 */
static void garbage_makes_room(void **state)
{
	(void)state;
	EACH_DIALECT
	{
		struct frame frame;
		size_t at = 0, stray, garbage = 1000;

		frame_stream_init(&stream, dialects[d], true);
		memset(bytes.data, 'g', bytes.size = garbage);
		put_header(dialects[d], 1, 5000);
		put("not all", 7);
		while (!frame_next(
			       &stream, bytes.data + at, bytes.size - at, false, &frame, &stray) &&
			stray)
			at += stray;
		assert_int_equal(at, garbage);
		assert_int_equal(stream.stray, garbage);
		for (unsigned i = 7; i < 5000; i++)
			put("x", 1);
		put_frame(dialects[d], 2, "behind\n");
		expect(&stream, &at, 1, NULL, 0);
		expect(&stream, &at, 2, "behind\n", 0);
		expect_end(&stream, at);
		assert_int_equal(stream.stray, garbage);
	}
}

/* What a script prints is never taken for a header, however much it looks like one. */
static void a_payload_may_hold_headers(void **state)
{
	(void)state;
	EACH_DIALECT
	{
		size_t at = 0;
		char text[64];
		uint32_t sequence = 2, length = 3;
		size_t used = 0;

		frame_stream_init(&stream, dialects[d], true);
		memcpy(text, "look: \xf0\x9f\xa9\xba", 10);
		used = dialects[d] == DIALECT_5 ? 10 : 6;
		memcpy(text + used, &sequence, 4);
		memcpy(text + used + 4, &length, 4);
		used += 8;
		memcpy(text + used, "abc", 3);
		used += 3;

		put_header(dialects[d], 1, (uint32_t)used);
		put(text, used);
		put_header(dialects[d], 2, (uint32_t)used);
		put(text, used);
		for (uint32_t s = 1; s <= 2; s++) {
			size_t before = at;

			expect(&stream, &at, s, NULL, 0);
			assert_memory_equal(bytes.data + at - used, text, used);
			assert_int_equal(at - before, used + (dialects[d] == DIALECT_5 ? 12 : 8));
		}
		expect_end(&stream, at);
	}
}

static void largest_frames(void **state)
{
	(void)state;
	EACH_DIALECT
	{
		size_t at = 0;

		frame_stream_init(&stream, dialects[d], true);
		for (uint32_t s = 1; s <= 3; s++) {
			put_header(dialects[d], s, FRAME_BODY_MAX);
			memset(bytes.data + bytes.size, 'x', FRAME_BODY_MAX);
			bytes.size += FRAME_BODY_MAX;
		}
		for (uint32_t s = 1; s <= 3; s++)
			expect(&stream, &at, s, NULL, 0);
		expect_end(&stream, at);
	}
}

/* A flight recorder that wrapped begins anywhere inside a frame. */
static void attaching_begins_in_the_middle(void **state)
{
	(void)state;
	for (size_t from = 0; from < 24; from++)
		EACH_DIALECT
		{
			size_t at = from;
			uint32_t first = from ? 5001 : 5000;

			frame_stream_init(&stream, dialects[d], false);
			put_frame(dialects[d], 5000, "a long line, twenty-four\n");
			for (uint32_t s = 5001; s < 5010; s++)
				put_frame(dialects[d], s, "line\n");
			for (uint32_t s = first; s < 5010; s++)
				expect(&stream, &at, s, NULL, 0);
			expect_end(&stream, at);
		}
}

static void nothing_but_garbage(void **state)
{
	(void)state;
	EACH_DIALECT
	{
		struct frame frame;
		size_t at = 0, stray;

		frame_stream_init(&stream, dialects[d], true);
		for (size_t i = 0; i < 5000; i++)
			put(&"garbage "[i % 8], 1);
		while (!frame_next(
			       &stream, bytes.data + at, bytes.size - at, false, &frame, &stray) &&
			stray)
			at += stray;
		/* What could begin a header is kept for what may come. */
		assert_true(bytes.size - at < 12);
		put_frame(dialects[d], 1, "at last\n");
		expect(&stream, &at, 1, "at last\n", 0);
		expect_end(&stream, at);
		assert_true(stream.stray > 4900);
	}
}

/* Of garbage, what may be the first part of a header is kept until the rest comes. */
static void a_header_in_two_parts_behind_garbage(void **state)
{
	(void)state;
	for (size_t part = 1; part < 8; part++)
		EACH_DIALECT
		{
			struct frame frame;
			size_t at = 0, stray;

			frame_stream_init(&stream, dialects[d], true);
			memset(bytes.data, 'g', bytes.size = 100);
			put_frame(dialects[d], 1, "whole\n");
			put_frame(dialects[d], 2, "behind\n");
			assert_false(
				frame_next(&stream, bytes.data, 100 + part, false, &frame, &stray));
			assert_true(stray <= 100);
			at += stray;
			expect(&stream, &at, 1, "whole\n", 0);
			expect(&stream, &at, 2, "behind\n", 0);
		}
}

/*
 * A flight recorder that wrapped may give its newest sub-buffers first. (There
 * is much behind: what a stale header in dialect 4 may want to see.)
 */
static void rewound(void **state)
{
	(void)state;
	EACH_DIALECT
	{
		bytes.size = 0;
		frame_stream_init(&stream, dialects[d], false);
		for (uint32_t s = 40000; s < 40010; s++)
			put_frame(dialects[d], s, "newest\n");
		put(dialects[d] == DIALECT_5 ? "\0\0\0" : "old", 3);
		size_t oldest = bytes.size;
		for (uint32_t s = 40; s < 20000; s++)
			put_frame(dialects[d], s, "older\n");
		assert_int_equal(frame_rewound(&stream, bytes.data, bytes.size), oldest);
		frame_stream_init(&stream, dialects[d], false);
		assert_int_equal(
			frame_rewound(&stream, bytes.data + oldest, bytes.size - oldest), 0);
	}
}

/* Wherever a read ended: as many bytes more as are told, and the last frame is whole, with nothing
 * behind. */
static void rest_of_the_last_frame(void **state)
{
	(void)state;
	EACH_DIALECT
	{
		size_t ends[6], end = 0;

		bytes.size = 0;
		frame_stream_init(&stream, dialects[d], true);
		for (uint32_t s = 1; s <= 6; s++) {
			put_frame(dialects[d], s, &"a message of some size\n"[s * 3]);
			ends[s - 1] = bytes.size;
			if (s == 3)
				put(dialects[d] == DIALECT_5 ? "\0\0\0" : "old", 3);
		}
		for (size_t size = 0; size <= bytes.size; size++) {
			size_t at = size, more;

			while (end < 5 && size > ends[end])
				end++;
			while ((more = frame_rest(&stream, bytes.data, at)) > 0) {
				at += more;
				assert_true(at > size && at <= bytes.size);
			}
			assert_int_equal(at, size ? ends[end] : 0);
		}
	}
}

/* Random streams with random damage: no frame is invented, and no read goes out of bounds (ASan).
 */
static void random_damage(void **state)
{
	(void)state;
	srandom(1);
	for (unsigned round = 0; round < 3000; round++)
		EACH_DIALECT
		{
			struct frame frame;
			size_t at = 0, stray;
			uint32_t last = 0;

			frame_stream_init(&stream, dialects[d], true);
			for (uint32_t s = 1; s < 40; s++)
				put_frame(dialects[d], s, &"0123456789abcdef\n"[random() % 16]);
			for (unsigned i = 0; i < 4; i++)
				bytes.data[(size_t)random() % bytes.size] = (char)random();
			char *copy = malloc(bytes.size);
			memcpy(copy, bytes.data, bytes.size);
			while (at < bytes.size) {
				if (!frame_next(&stream, copy + at, bytes.size - at, true, &frame,
					    &stray)) {
					assert_true(stray > 0);
					at += stray;
					continue;
				}
				/* A damaged number may be one that is too high: then it goes back.
				 */
				assert_int_equal(frame.back, !sequence_after(frame.sequence, last));
				assert_true(!frame.back || dialects[d] == DIALECT_4);
				last = frame.sequence;
				at += frame_span(&frame);
				assert_true(at <= bytes.size);
			}
			free(copy);
		}
}

#define SUBBUF 4096
#define RING   (64 * SUBBUF)

/*
 * What a module of DIALECT writes into the sub-buffers of one CPU, read in
 * portions: stale bytes are those of the last time round, numbers are also
 * taken by other CPUs. Every frame comes out once, and nothing else.
 */
static void relay_buffer_of(enum dialect dialect, unsigned text_max, unsigned gap_max)
{
	static char ring[RING];
	static uint32_t written[40000];
	size_t header = dialect == DIALECT_5 ? 12 : 8;
	size_t offset = 0, subbuf = 0, at = 0;
	unsigned writes = 0, reads = 0;
	uint32_t sequence = 0;
	struct frame_stream stream;

	memset(ring, 0, sizeof(ring));
	frame_stream_init(&stream, dialect, true);
	bytes.size = 0;
	while (writes < 40000) {
		char frame[600];
		uint32_t length = 1 + (uint32_t)random() % text_max;
		size_t room = SUBBUF - offset % SUBBUF;

		sequence += 1 + (uint32_t)random() % gap_max;
		if (room < header + (dialect == DIALECT_4)) {
			/* No room for a header: the frame is dropped (4), or padding written (5).
			 */
			if (dialect == DIALECT_5)
				memset(ring + subbuf * SUBBUF + offset % SUBBUF, 0, room);
			offset += room;
			sequence -= dialect == DIALECT_4;
		} else {
			size_t done = 0, size = header + length;

			memcpy(frame, "\xf0\x9f\xa9\xba", 4);
			memcpy(frame + header - 8, &sequence, 4);
			memcpy(frame + header - 4, &length, 4);
			for (uint32_t i = 0; i < length; i++)
				frame[header + i] = "0123456789 abc\n"[random() % 15];
			written[writes++] = sequence;
			while (done < size) {
				size_t part = SUBBUF - offset % SUBBUF;

				part = part < size - done ? part : size - done;
				memcpy(ring + subbuf * SUBBUF + offset % SUBBUF, frame + done,
					part);
				done += part;
				offset += part;
				if (offset % SUBBUF == 0 && done < size) {
					put(ring + subbuf * SUBBUF, SUBBUF);
					subbuf = (subbuf + 1) % (RING / SUBBUF);
					offset = 0;
				}
			}
		}
		bool full = offset % SUBBUF == 0;
		if (full || random() % 200 == 0) {
			/* Closed, when it is full or by a read. */
			put(ring + subbuf * SUBBUF, full ? SUBBUF : offset % SUBBUF);
			subbuf = (subbuf + 1) % (RING / SUBBUF);
			offset = 0;
			if (full && random() % 8)
				continue;
			for (struct frame taken;;) {
				size_t stray;

				if (!frame_next(&stream, bytes.data + at, bytes.size - at, true,
					    &taken, &stray)) {
					assert_int_equal(at + stray, bytes.size);
					break;
				}
				assert_int_equal(taken.sequence, written[reads++]);
				assert_int_equal(taken.missing, 0);
				at += frame_span(&taken);
			}
			bytes.size = at = 0;
		}
	}
	assert_int_equal(stream.stray, 0);
}

static void what_modules_write(void **state)
{
	static const unsigned gaps[] = {1, 3, 100, 5000};
	static const unsigned texts[] = {1, 12, 40, 500};

	(void)state;
	srandom(3);
	for (unsigned g = 0; g < 4; g++)
		for (unsigned t = 0; t < 4; t++) {
			relay_buffer_of(DIALECT_4, texts[t], gaps[g]);
			relay_buffer_of(DIALECT_5, texts[t], gaps[g]);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_frames_follow_each_other),
		cmocka_unit_test(any_split_gives_the_same),
		cmocka_unit_test(sequences_wrap),
		cmocka_unit_test(dialect_5_pads_with_nuls),
		cmocka_unit_test(dialect_4_leaves_stale_bytes),
		cmocka_unit_test(stale_nul_before_small_frames),
		cmocka_unit_test(cut_short_frames_are_told),
		cmocka_unit_test(cut_short_before_small_frames),
		cmocka_unit_test(a_chain_inside_a_body),
		cmocka_unit_test(a_chain_with_padding),
		cmocka_unit_test(a_chain_begins_where_numbers_rise),
		cmocka_unit_test(garbage_makes_room),
		cmocka_unit_test(a_header_in_two_parts_behind_garbage),
		cmocka_unit_test(rewound),
		cmocka_unit_test(rest_of_the_last_frame),
		cmocka_unit_test(a_payload_may_hold_headers),
		cmocka_unit_test(largest_frames),
		cmocka_unit_test(attaching_begins_in_the_middle),
		cmocka_unit_test(nothing_but_garbage),
		cmocka_unit_test(random_damage),
		cmocka_unit_test(what_modules_write),
	};

	return cmocka_run_group_tests_name("frame", tests, NULL, NULL);
}
