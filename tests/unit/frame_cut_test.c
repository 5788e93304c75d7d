/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Frames that were cut short where a relay buffer was full, and the chains of frames that tell it.
 */
#include "tests/unit/frames.h"

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

/* In dialect 4 no header is without a body: at the end it is stale bytes. In dialect 5 it is. */
static void a_header_without_a_body(void **state)
{
	(void)state;
	for (uint32_t number = 2; number < 5; number++)
		for (unsigned overrun = 0; overrun < 2; overrun++)
			EACH_DIALECT
			{
				size_t at = 0;

				frame_stream_init(&stream, dialects[d], true);
				stream.overrun = overrun;
				put_frame(dialects[d], 1, "whole\n");
				put_header(dialects[d], number, 100);
				expect(&stream, &at, 1, "whole\n", 0);
				if (dialects[d] == DIALECT_5)
					expect(&stream, &at, number, "", 100);
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
 * Chains that lead past the header behind, COUNT frames at most, and the one frame of the last
 * body that leads to it. Where all that is looked at is spent on those, that is not believed.
 */
static void chains_that_lead_nowhere(void **state)
{
	(void)state;
	for (uint32_t count = 1; count < 60; count++) {
		/* Each header is the first of a chain, and as many are looked at as there are
		 * bytes. */
		uint32_t size = 13 * count + 12 + 13, looks = (count + 1) * (count + 2) / 2;
		size_t at = 0;
		struct frame_stream stream;

		bytes.size = 0;
		frame_stream_init(&stream, DIALECT_5, true);
		stream.overrun = true;
		put_header(DIALECT_5, 1, size);
		for (uint32_t n = 2; n < 2 + count; n++)
			put_frame(DIALECT_5, n, "x");
		put_header(DIALECT_5, 2 + count, 20);
		put_frame(DIALECT_5, 3 + count, "y");
		put_frame(DIALECT_5, 1000, "behind\n");
		put_frame(DIALECT_5, 1001, "and on\n");
		if (looks < size) {
			expect(&stream, &at, 1, NULL, 13);
			expect(&stream, &at, 3 + count, "y", 0);
		} else {
			expect(&stream, &at, 1, NULL, 0);
		}
		expect(&stream, &at, 1000, "behind\n", 0);
		expect(&stream, &at, 1001, "and on\n", 0);
		expect_end(&stream, at);
	}
}

/* A number that is far away does not tell that the frame before it is whole: others in its body are
 * nearer. */
static void a_number_far_away(void **state)
{
	(void)state;
	for (unsigned away = 0; away < 2; away++) {
		uint32_t missing = 2 * 14 + 9, number = away ? 1 << 22 : 4;
		struct frame_stream stream;
		size_t at = 0;

		bytes.size = 0;
		frame_stream_init(&stream, DIALECT_4, true);
		put_header(DIALECT_4, 1, 4 + missing);
		put("part", 4);
		put_frame(DIALECT_4, 2, "small\n");
		put_frame(DIALECT_4, 3, "small\n");
		put("\xff\xff\xff\xff\xff\xff\xff\xff\xff", 9);
		for (uint32_t n = 0; n < 40; n++)
			put_frame(DIALECT_4, number + n, "behind\n");
		expect(&stream, &at, 1, away ? "part" : NULL, away ? missing : 0);
	}
}

/* All of the header that tells where one was cut short is there. */
static void a_cut_with_the_last_bytes(void **state)
{
	(void)state;
	for (size_t there = 7; there < 14; there++)
		EACH_DIALECT
		{
			bool is_cut = there >= (dialects[d] == DIALECT_5 ? 12 : 9);
			size_t at = 0;

			frame_stream_init(&stream, dialects[d], true);
			stream.last = 0x3000000;
			put_header(dialects[d], 0x3000001, 100);
			put("part", 4);
			size_t end = bytes.size + there;
			put_header(dialects[d], 0x3000002, 50);
			put("bytes", 5);
			bytes.size = end;
			expect(&stream, &at, 0x3000001, is_cut ? "part" : NULL,
				is_cut ? 96 : 96 - (uint32_t)there);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cut_short_frames_are_told),
		cmocka_unit_test(a_header_without_a_body),
		cmocka_unit_test(cut_short_before_small_frames),
		cmocka_unit_test(a_chain_inside_a_body),
		cmocka_unit_test(a_chain_with_padding),
		cmocka_unit_test(a_chain_begins_where_numbers_rise),
		cmocka_unit_test(chains_that_lead_nowhere),
		cmocka_unit_test(a_number_far_away),
		cmocka_unit_test(a_cut_with_the_last_bytes),
	};

	return cmocka_run_group_tests_name("frame_cut", tests, NULL, NULL);
}
