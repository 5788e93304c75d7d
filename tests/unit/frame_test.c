/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Frames of both dialects: whole, padded, behind garbage, and with a payload that looks like a
 * header. */
#include "tests/unit/frames.h"

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

/* A CPU that printed nothing while the others printed a hundred thousand messages: what is before
 * that is not the newest that was kept. */
static void a_gap_in_what_was_kept(void **state)
{
	(void)state;
	EACH_DIALECT
	{
		size_t position = 0;

		frame_stream_init(&stream, dialects[d], false);
		stream.rewinds = true;
		for (uint32_t n = 0; n < 5; n++)
			put_frame(dialects[d], 1000 + n, "before\n");
		for (uint32_t n = 0; n < 5; n++)
			put_frame(dialects[d], 101000 + n, "behind\n");
		for (uint32_t n = 0; n < 5; n++)
			expect(&stream, &position, 1000 + n, "before\n", 0);
		for (uint32_t n = 0; n < 5; n++)
			expect(&stream, &position, 101000 + n, "behind\n", 0);
	}
}

/* A length that no message has is none, though another frame is where it would end. */
static void longer_than_the_largest(void **state)
{
	(void)state;
	EACH_DIALECT
	{
		size_t at = 0;

		frame_stream_init(&stream, dialects[d], true);
		put_header(dialects[d], 1, FRAME_BODY_MAX + 1);
		memset(bytes.data + bytes.size, 'x', FRAME_BODY_MAX + 1);
		bytes.size += FRAME_BODY_MAX + 1;
		for (uint32_t n = 2; n < 9; n++)
			put_frame(dialects[d], n, "behind\n");
		expect(&stream, &at, 2, "behind\n", 0);
		assert_true(stream.stray > FRAME_BODY_MAX);
	}
}

/* Frames of lower numbers: the one before was none. */
static void lower_numbers(void **state)
{
	struct frame_stream stream;
	struct frame frame;
	size_t stray;

	(void)state;
	bytes.size = 0;
	frame_stream_init(&stream, DIALECT_4, true);
	stream.last = 0x3005000;
	for (uint32_t number = 0x3000040; number < 0x3000080; number++)
		put_frame(DIALECT_4, number, "lower\n");
	assert_true(frame_next(&stream, bytes.data, bytes.size, true, &frame, &stray));
	assert_int_equal(frame.sequence, 0x3000040);
	assert_true(frame.back);
}

/* A frame is given as soon as its last byte is there. */
static void at_its_last_byte(void **state)
{
	(void)state;
	EACH_DIALECT
	{
		struct frame frame;
		size_t stray;

		frame_stream_init(&stream, dialects[d], true);
		put_frame(dialects[d], 1, "whole\n");
		frame_stream_read(&stream,
			&(struct subbuf_read){.bytes = bytes.size, .size = 64, .closed = 64});
		for (size_t size = 0; size < bytes.size; size++)
			assert_false(frame_next(&stream, bytes.data, size, false, &frame, &stray));
		assert_true(frame_next(&stream, bytes.data, bytes.size, false, &frame, &stray));
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
		cmocka_unit_test(garbage_makes_room),
		cmocka_unit_test(a_header_in_two_parts_behind_garbage),
		cmocka_unit_test(rewound),
		cmocka_unit_test(rest_of_the_last_frame),
		cmocka_unit_test(a_payload_may_hold_headers),
		cmocka_unit_test(largest_frames),
		cmocka_unit_test(attaching_begins_in_the_middle),
		cmocka_unit_test(nothing_but_garbage),
		cmocka_unit_test(a_gap_in_what_was_kept),
		cmocka_unit_test(longer_than_the_largest),
		cmocka_unit_test(lower_numbers),
		cmocka_unit_test(at_its_last_byte),
	};

	return cmocka_run_group_tests_name("frame", tests, NULL, NULL);
}
