/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of bulk mode: what is certain by the numbers, what is not, and that this is said. */
#include "tests/unit/restores.h"

static void numbers_of_two_cpus(void **state)
{
	(void)state;
	put_frame(0, 1, 5);
	put_frame(1, 2, 300);
	put_frame(1, 3, 1);
	put_frame(0, 4, 1);
	expect(0, 1, 5, 0);
	expect(1, 2, 300, 0);
	expect(1, 3, 1, 0);
	expect(0, 4, 1, 0);
	expect_end(0);
}

/* Where a sub-buffer may end the bytes before are stale, whatever they are: the number tells. */
static void stale_bytes_that_look_like_a_header(void **state)
{
	static const uint32_t stale[2] = {2, 8};

	(void)state;
	put_frame(0, 1, 4096 - 8 - 8);
	put(0, stale, sizeof(stale));
	put_frame(0, 2, 8);
	put_frame(0, 3, 40);
	expect(0, 1, 4096 - 8 - 8, 0);
	/* Were that a frame with the next header as its body, number 3 would come too early by 8.
	 */
	expect(0, 2, 8, 0);
	assert_int_equal(files.sources[0].head.skip, 8);
	expect(0, 3, 40, 0);
	expect_end(0);
}

/* At a file's end they are no message of which nothing is there: no header is without a body. */
static void stale_bytes_at_the_end(void **state)
{
	static const uint32_t numbers[] = {2, 3, 4, 1000, 1u << 21};

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		for (unsigned overrun = 0; overrun < 2; overrun++) {
			begin(NULL);
			files.sources[0].stream.overrun = overrun;
			put_frame(0, 1, 4096 - 8 - 8);
			put_header(0, numbers[i], 231);
			put_frame(1, 2, 20);
			expect(0, 1, 4096 - 8 - 8, 0);
			expect(1, 2, 20, 0);
			expect_end(0);
			assert_int_equal(files.restore.holes, 0);
		}
}

/* Elsewhere there are none: the header is right behind, though one could be read 4 bytes on. */
static void no_sub_buffer_ends_there(void **state)
{
	(void)state;
	put_frame(0, 1, 1000);
	put_header(0, 2, 3);
	put(0, "\0\0\0", 3);
	put_frame(0, 3, 3);
	expect(0, 1, 1000, 0);
	expect(0, 2, 3, 0);
	expect(0, 3, 3, 0);
	expect_end(0);
}

/*
 * Message 1 may be whole, and what looks like message 2 a part of it; or cut short at
 * the end of the first sub-buffer, and then came message 2. The bytes are the same.
 */
static void put_two_in_one(void)
{
	files.sources[0].stream.overrun = true;
	put_header(0, 1, 4088 + 58);
	put_body(0, 4088);
	put_frame(0, 2, 50);
}

static void what_can_not_be_known_is_counted(void **state)
{
	(void)state;
	put_two_in_one();
	expect(0, 1, 4088 + 58, 0);
	expect_end(1);
}

static void the_next_number_tells_that_it_is_whole(void **state)
{
	(void)state;
	put_two_in_one();
	put_frame(0, 2, 7);
	expect(0, 1, 4088 + 58, 0);
	expect(0, 2, 7, 0);
	expect_end(0);
}

static void the_next_number_tells_that_it_is_cut(void **state)
{
	(void)state;
	put_two_in_one();
	put_frame(1, 3, 7);
	expect(0, 1, 4088, 58);
	expect(0, 2, 50, 0);
	expect(1, 3, 7, 0);
	expect_end(0);
}

/* Message 1 goes on to where the file ends; or it was cut short, and message 2 goes on to there. */
static void what_ends_with_the_file_is_counted(void **state)
{
	(void)state;
	files.sources[0].stream.overrun = true;
	put_header(0, 1, 10000);
	put_body(0, 4088);
	put_header(0, 2, 3000);
	put_body(0, 2000);
	expect(0, 1, 4088 + 8 + 2000, 10000 - 4088 - 8 - 2000);
	expect_end(1);
}

/* What is behind a file's end is no part of its header, whatever the buffer has there. */
static void a_file_that_ends_in_a_header(void **state)
{
	(void)state;
	for (unsigned size = 0; size < 12; size++) {
		begin(NULL);
		files.sources[0].stream.dialect = DIALECT_5;
		put(0, "\xf0\x9f\xa9\xba", 4);
		put_frame(0, 1, 7);
		files.sources[0].stream.last = 0;
		files.sources[0].end = size;
		assert_int_equal(restore_next(&files.restore), RESTORE_DONE);
		assert_int_equal(files.sources[0].stream.stray, size);
	}
}

/* Message 2 goes on to where the file ends, whatever number is in it: that leads farther than what
 * looks like messages 2 and 4 in message 1. */
static void a_number_in_the_last_message(void **state)
{
	(void)state;
	files.sources[0].stream.overrun = true;
	put_header(0, 1, 4088 + 78);
	put_body(0, 4088);
	put_frame(0, 2, 12);
	put_frame(0, 4, 50);
	put_header(0, 2, 10000);
	put_body(0, 8192 - files.sources[0].end);
	put_frame(0, 5, 60);
	put_body(0, 300);
	expect(0, 1, 4088 + 78, 0);
	expect(0, 2, 8192 - 4182 + 68 + 300, 10000 - (8192 - 4182 + 68 + 300));
	expect_end(0);
}

/*
 * Messages of zeros were cut short, one behind the other, and the last with the file: nothing
 * leads to an end, but so many numbers that follow are no chance.
 */
static void cut_one_behind_the_other(void **state)
{
	static const uint32_t lengths[] = {18467, 8232, 12890};

	(void)state;
	files.sources[0].stream.overrun = true;
	for (uint32_t n = 0; n < 3; n++) {
		put_header(0, 1 + n, lengths[n]);
		files.sources[0].end += 4088;
	}
	for (uint32_t n = 4; n < 14; n++) {
		put_header(0, n, 1000);
		files.sources[0].end += 1000;
	}
	put_header(0, 14, 3000);
	files.sources[0].end += 2000;
	for (uint32_t n = 0; n < 3; n++)
		expect(0, 1 + n, 4088, lengths[n] - 4088);
	expect_frames(0, 4, 14, 1000);
}

/* Where the buffer can't have been full nothing was cut short. */
static void nothing_is_cut_in_a_buffer_with_room(void **state)
{
	(void)state;
	put_two_in_one();
	files.sources[0].stream.overrun = false;
	expect(0, 1, 4088 + 58, 0);
	expect_end(0);
}

/* A file is missing, or one that was removed. */
static void holes(void **state)
{
	(void)state;
	for (uint32_t n = 100; n < 200; n += 7)
		put_frame(1, n, n);
	for (uint32_t n = 100; n < 200; n += 7)
		expect(1, n, n, 0);
	expect_end(0);
}

static void the_last_file_does_not_go_on(void **state)
{
	(void)state;
	put_frame(0, 1, 20);
	put_frame(1, 2, 20);
	put_header(0, 3, 100);
	put_body(0, 60);
	expect(0, 1, 20, 0);
	expect(1, 2, 20, 0);
	expect(0, 3, 60, 40);
	expect_end(0);
}

static void numbers_wrap(void **state)
{
	(void)state;
	put_frame(0, UINT32_MAX - 1, 20);
	put_frame(1, UINT32_MAX, 20);
	put_frame(0, 0, 20);
	put_frame(0, 1, 20);
	expect(0, UINT32_MAX - 1, 20, 0);
	expect(1, UINT32_MAX, 20, 0);
	expect(0, 0, 20, 0);
	expect(0, 1, 20, 0);
	expect_end(0);
}

/* What belongs to no frame is passed, and counted. */
static void noise_between_frames(void **state)
{
	(void)state;
	put_frame(0, 1, 20);
	put_body(0, 50);
	put_frames(0, 5, 40, 20);
	expect(0, 1, 20, 0);
	expect_frames(0, 5, 40, 20);
	expect_stray(0, 50);
	expect_end(0);
}

/*
 * A whole message, and damage behind it: where numbers tell of no end, that is where its length
 * says, though frames seem to follow each other within it.
 */
static void a_whole_message_before_damage(void **state)
{
	static const uint32_t within[] = {20, 0, 0, 0, 0, 0, 201, 20, 0, 0, 0, 0, 0, 202, 20};

	(void)state;
	put_header(0, 100, 200);
	put(0, within, sizeof(within));
	put_body(0, 200 - sizeof(within) + 50);
	put_frames(0, 300, 330, 20);
	expect(0, 100, 200, 0);
	expect_frames(0, 300, 330, 20);
	expect_stray(0, 50);
	expect_end(0);
}

/* A number that two CPUs have, as files of two runs are mixed: the one that leads on comes in its
 * place, the other when nothing else is left. */
static void a_number_twice(void **state)
{
	(void)state;
	put_frame(0, 1, 4096 - 8 - 8);
	put_body(0, 8);
	put_frames(0, 2, 30, 20);
	put_frame(1, 2, 7);
	expect(0, 1, 4096 - 8 - 8, 0);
	expect_frames(0, 2, 30, 20);
	expect(1, 2, 7, 0);
	expect_end(0);
}

/*
 * The next number can be read where a sub-buffer may have ended; but right behind the frame
 * others follow, of later numbers, for so long that it is no chance. Which is right is not known.
 */
static void later_numbers_straight_on(void **state)
{
	(void)state;
	layout_forget(&files.cpus[0].facts.layout);
	put_frame(0, 1, 20);
	for (uint32_t n = 0x10000; n < 0x10200; n++) {
		put_header(0, n, 2);
		put(0, "\x0a", 2);
	}
	expect(0, 1, 20, 0);
	expect_frames(0, 0x10000, 0x10200, 2);
	expect_end(1);
}

/*
 * The next numbers can be read where a message may have been cut short; but behind it, were it
 * whole, frames of later numbers follow for so long that it is no chance.
 */
static void later_numbers_behind_a_whole_message(void **state)
{
	(void)state;
	files.sources[0].stream.overrun = true;
	put_header(0, 1, 4088 + 4 * 18 + 50);
	put_body(0, 4088);
	put_frames(0, 2, 6, 10);
	put_body(0, 50);
	put_frames(0, 10000, 11100, 3);
	expect(0, 1, 4088 + 4 * 18 + 50, 0);
	expect_frames(0, 10000, 11100, 3);
	expect_end(1);
}

static void put_marked(unsigned cpu, uint32_t number)
{
	put(cpu, "\xf0\x9f\xa9\xba", 4);
	put_frame(cpu, number, 10);
}

/* A message with a mark is one, also where its number was there before, as where two runs come
 * among each other: no byte of it is dropped. */
static void a_mark_is_no_false_frame(void **state)
{
	static const uint32_t numbers[] = {1, 2, 5, 8, 9};

	(void)state;
	for (unsigned i = 0; i < CPUS; i++)
		frame_stream_init(&files.sources[i].stream, DIALECT_5, true);
	for (unsigned i = 0; i < 5; i++)
		put_marked(0, numbers[i]);
	for (uint32_t n = 3; n <= 10; n++)
		put_marked(1, n);
	expect(0, 1, 10, 0);
	expect(0, 2, 10, 0);
	expect_frames(1, 3, 11, 10);
	for (unsigned i = 2; i < 5; i++)
		expect(0, numbers[i], 10, 0);
	expect_end(0);
}

/* A bit of number 6 is damaged: those with a mark behind it, of lower numbers, are messages all the
 * same, as is that one; only what is between is none. */
static void marks_behind_a_damaged_number(void **state)
{
	for (unsigned bit = 8; bit < 32; bit++) {
		begin(state);
		for (unsigned i = 0; i < CPUS; i++)
			frame_stream_init(&files.sources[i].stream, DIALECT_5, true);
		put_marked(0, 1);
		for (uint32_t n = 3; n < 40; n++)
			put_marked(0, n == 6 ? n | 1u << bit : n);
		put_body(0, 50);
		put_marked(0, 40);
		put_body(0, 50);
		files.sources[0].end -= 20;
		files.sources[0].complete = false;
		expect(0, 1, 10, 0);
		for (uint32_t n = 3; n < 40; n++) {
			/* Without what is to come, as it could tell where they end. */
			files.cpus[0].full = true;
			expect(0, n == 6 ? n | 1u << bit : n, 10, 0);
		}
		assert_int_equal(restore_next(&files.restore), RESTORE_LACKS);
		files.sources[0].end += 20;
		files.sources[0].complete = true;
		expect(0, 40, 10, 0);
		expect_stray(0, 50);
		assert_int_equal(restore_next(&files.restore), RESTORE_DONE);
		expect_stray(0, 50);
		expect_end(0);
	}
}

/*
 * Without a mark that number may be none. But the one before it is whole, though within it and the
 * damage a header can be read that takes thousands of bytes; and those behind the damage come.
 */
static void a_damaged_number_without_a_mark(void **state)
{
	for (unsigned bit = 8; bit < 32; bit++)
		for (unsigned overrun = 0; overrun < 2; overrun++) {
			begin(state);
			files.sources[0].stream.overrun = overrun;
			for (uint32_t n = 1; n < 400; n++)
				put_frame(0, n == 6 ? n | 1u << bit : n, 20);
			expect_frames(0, 1, 6, 20);
			if (bit < 20)
				expect(0, 6 | 1u << bit, 20, 0);
			expect_frames(0, 7, 400, 20);
			expect_stray(0, bit < 20 ? 0 : 28);
			expect_end(0);
		}
}

/* Of message 2 all but 100 bytes are gone, and those before number 7. OTHERS are behind it, and
 * NOISE and others again. */
static void put_without_the_middle(uint32_t others, uint32_t noise)
{
	put_frame(0, 1, 20);
	put_header(0, 2, 1500);
	put_body(0, 100);
	put_frames(0, 7, 7 + others, 20);
	put_body(0, noise);
	for (uint32_t n = 50; noise && n < 90; n++)
		put_frame(0, n, 20);
	expect(0, 1, 20, 0);
}

/* What is left of it may be whole as well where other messages end with noise. */
static void a_message_of_which_the_middle_is_gone(void **state)
{
	for (uint32_t others = 3; others < 30; others++)
		for (unsigned overrun = 0; overrun < 2; overrun++) {
			begin(state);
			files.sources[0].stream.overrun = overrun;
			put_without_the_middle(others, 1450 - 28 * others);
			expect(0, 2, 1500, 0);
			expect_frames(0, 50, 90, 20);
			expect_stray(0, 50);
			expect_end(0);
		}
}

/* It would go on behind the end of the file, with which any does end. But so many others lead there
 * that they are no chance. */
static void a_message_that_would_take_the_rest_of_a_file(void **state)
{
	for (uint32_t others = 3; others < 30; others++)
		for (unsigned overrun = 0; overrun < 2; overrun++) {
			bool cut = others >= 16;
			uint32_t there = cut ? 100 : 100 + 28 * others;

			begin(state);
			files.sources[0].stream.overrun = overrun;
			put_without_the_middle(others, 0);
			expect(0, 2, there, 1500 - there);
			for (uint32_t n = 7; cut && n < 7 + others; n++)
				expect(0, n, 20, 0);
			expect_end(cut);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(numbers_of_two_cpus, begin),
		cmocka_unit_test_setup(stale_bytes_that_look_like_a_header, begin),
		cmocka_unit_test_setup(stale_bytes_at_the_end, begin),
		cmocka_unit_test_setup(no_sub_buffer_ends_there, begin),
		cmocka_unit_test_setup(what_can_not_be_known_is_counted, begin),
		cmocka_unit_test_setup(the_next_number_tells_that_it_is_whole, begin),
		cmocka_unit_test_setup(the_next_number_tells_that_it_is_cut, begin),
		cmocka_unit_test_setup(what_ends_with_the_file_is_counted, begin),
		cmocka_unit_test_setup(a_file_that_ends_in_a_header, begin),
		cmocka_unit_test_setup(a_number_in_the_last_message, begin),
		cmocka_unit_test_setup(cut_one_behind_the_other, begin),
		cmocka_unit_test_setup(nothing_is_cut_in_a_buffer_with_room, begin),
		cmocka_unit_test_setup(holes, begin),
		cmocka_unit_test_setup(the_last_file_does_not_go_on, begin),
		cmocka_unit_test_setup(numbers_wrap, begin),
		cmocka_unit_test_setup(noise_between_frames, begin),
		cmocka_unit_test_setup(a_whole_message_before_damage, begin),
		cmocka_unit_test_setup(a_number_twice, begin),
		cmocka_unit_test_setup(later_numbers_straight_on, begin),
		cmocka_unit_test_setup(later_numbers_behind_a_whole_message, begin),
		cmocka_unit_test_setup(a_mark_is_no_false_frame, begin),
		cmocka_unit_test(marks_behind_a_damaged_number),
		cmocka_unit_test(a_damaged_number_without_a_mark),
		cmocka_unit_test(a_message_of_which_the_middle_is_gone),
		cmocka_unit_test(a_message_that_would_take_the_rest_of_a_file),
	};

	return cmocka_run_group_tests_name("restore", tests, NULL, NULL);
}
