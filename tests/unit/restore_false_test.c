/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What SystemTap 4.8's stapio took for frames: where numbers are missing, this is told by what
 * follows, however much of it was read. */
#include "tests/unit/restores.h"

/* Lower than that of any message here. */
#define NO_NUMBER 0x92345678u

/* What SystemTap 4.8's stapio took for a frame: a header of which the length alone can be one. */
static void put_false_frame(unsigned cpu, uint32_t length)
{
	put_frame(cpu, 0x12345678, length);
}

/* Where numbers are missing, what only looks like a frame is dropped when frames follow it
 * straight. */
static void false_frames(void **state)
{
	(void)state;
	put_frame(0, 1, 20);
	put_frame(0, 10, 20);
	put_false_frame(0, 30);
	put_frames(0, 11, 40, 20);
	expect(0, 1, 20, 0);
	expect(0, 10, 20, 0);
	expect_frames(0, 11, 40, 20);
	expect_stray(0, 38);
	expect_end(0);
}

/* Also where no number follows it for now, as the next one is another CPU's. */
static void false_frames_before_other_numbers(void **state)
{
	(void)state;
	put_frame(0, 1, 20);
	put_frame(0, 10, 20);
	put_false_frame(0, 30);
	for (uint32_t n = 12; n < 60; n += 2)
		put_frame(0, n, 20);
	for (uint32_t n = 11; n < 60; n += 2)
		put_frame(1, n, 20);
	expect(0, 1, 20, 0);
	for (uint32_t n = 10; n < 60; n++)
		expect(n % 2, n, 20, 0);
	expect_stray(0, 38);
	expect_end(0);
}

/* Behind a hole messages 10 to 26, the last of which ends 4 bytes before a sub-buffer may begin. */
static void put_hole(void)
{
	put_frame(0, 1, 20);
	put_frames(0, 10, 26, 20);
	put_frame(0, 26, 4096 - 4 - 8 - (uint32_t)files.sources[0].end);
}

static void expect_hole(void)
{
	expect(0, 1, 20, 0);
	expect_frames(0, 10, 26, 20);
	expect(0, 26, 4096 - 4 - 8 - 17 * 28, 0);
}

/*
 * A frame of NUMBER. Behind its number, where that sub-buffer would begin, its length is the number
 * of another, of 5 bytes or that many, and behind those 5 there is a third.
 */
static void put_others_within(uint32_t number, uint32_t length, uint32_t other)
{
	put_header(0, number, length);
	put(0, &other, 4);
	put_body(0, 5);
	put_header(0, length + 3, 8);
	put_body(0, length - 4 - 5 - 8);
}

/* Only SIZE bytes of CPU 0 have been read. Returns how many there are. */
static size_t see_only(size_t size)
{
	size_t end = files.sources[0].end;

	files.sources[0].end = size;
	files.sources[0].complete = false;
	return end;
}

/* Bytes of CPU 0 are asked for: those up to END come, which are all. */
static void expect_question(size_t end)
{
	assert_int_equal(restore_next(&files.restore), RESTORE_LACKS);
	assert_int_equal(files.restore.index, 0);
	files.sources[0].end = end;
	files.sources[0].complete = true;
}

/* Its number is lower than that before: whether it is one is known when its end was seen. */
static void a_false_frame_that_is_not_all_there(void **state)
{
	(void)state;
	put_frame(0, 1, 20);
	put_frame(0, 10, 20);
	put_frame(0, NO_NUMBER, 3000);
	put_frames(0, 11, 40, 20);
	size_t end = see_only(2 * 28 + 8 + 1000);
	expect(0, 1, 20, 0);
	expect_question(end);
	expect_frames(0, 10, 40, 20);
	expect_stray(0, 3008);
	expect_end(0);
}

/* Where the file ends before that would, it is none, and bytes of no message. */
static void a_false_frame_that_the_file_ends_in(void **state)
{
	(void)state;
	put_frame(0, 1, 20);
	put_frame(0, 10, 20);
	put_header(0, NO_NUMBER, 3000);
	put_body(0, 1000);
	expect(0, 1, 20, 0);
	expect(0, 10, 20, 0);
	assert_int_equal(restore_next(&files.restore), RESTORE_DONE);
	expect_stray(0, 1008);
	expect_end(0);
}

/* Within it stands a header that nothing follows, of a later number. */
static void a_false_frame_around_a_later_number(void **state)
{
	(void)state;
	put_hole();
	put_others_within(NO_NUMBER, 3000, 600);
	put_frames(0, 27, 60, 20);
	size_t end = see_only(4096 + 700);
	expect_hole();
	expect_question(end);
	expect_frames(0, 27, 60, 20);
	expect_stray(0, 3008);
	expect_end(0);
}

/* Within it stands a header of the very number that is next: that is not taken, however much was
 * read first, before 16 headers are seen that follow the false one. */
static void a_false_frame_around_the_next_number(void **state)
{
	for (size_t seen = 4092 + 17; seen < 4092 + 8 + 27 + 15 * 28 + 9; seen++) {
		begin(state);
		put_hole();
		put_others_within(NO_NUMBER, 27, 5);
		put_frames(0, 27, 60, 20);
		size_t end = see_only(seen);
		expect_hole();
		expect_question(end);
		expect_frames(0, 27, 60, 20);
		expect_stray(0, 8 + 27);
		expect_end(0);
	}
}

/* The same bytes are no false frame where their number is one that may come here: which message is
 * right is not known, and none is dropped. */
static void a_later_number_is_no_false_frame(void **state)
{
	(void)state;
	put_hole();
	put_others_within(40, 27, 5);
	put_frames(0, 41, 80, 20);
	expect_hole();
	expect(0, 40, 27, 0);
	expect_frames(0, 41, 80, 20);
	expect_end(1);
}

/* What is ambiguous is counted once, also where it is asked anew as another CPU's bytes lack. */
static void what_is_asked_anew_is_counted_once(void **state)
{
	(void)state;
	put_hole();
	put_others_within(60, 43, 5);
	put_frames(0, 61, 80, 20);
	put_frames(1, 27, 43, 20);
	put_frames(1, 100, 140, 20);
	size_t end = files.sources[1].end;
	files.sources[1].end = 17 * 28;
	files.sources[1].complete = false;
	expect_hole();
	expect_frames(1, 27, 43, 20);
	for (unsigned more = 0; more < 10; more++) {
		files.sources[1].end += 28;
		assert_int_equal(restore_next(&files.restore), RESTORE_LACKS);
		assert_int_equal(files.restore.index, 1);
	}
	files.sources[1].end = end;
	files.sources[1].complete = true;
	expect(0, 60, 43, 0);
	expect_frames(0, 61, 80, 20);
	expect_frames(1, 100, 140, 20);
	expect_end(1);
}

/* So is a hole, where bytes lack that would tell where the message behind it ends. */
static void a_hole_that_is_asked_for_anew_is_counted_once(void **state)
{
	(void)state;
	files.sources[0].stream.overrun = true;
	put_frame(0, 1, 20);
	put_header(0, 10, 4096 - 36 + 3 * 18 + 50);
	put_body(0, 4096 - 36);
	put_frames(0, 11, 14, 10);
	put_body(0, 50);
	put_frames(0, 11, 60, 20);
	size_t end = see_only(4200 + 15 * 28);
	expect(0, 1, 20, 0);
	expect_question(end);
	expect(0, 10, 4096 - 36 + 3 * 18 + 50, 0);
	assert_int_equal(files.restore.holes, 1);
	expect_frames(0, 11, 60, 20);
	expect_end(0);
}

/* Nothing tells where sub-buffers end once a number is nowhere: a header holds that number 4 bytes
 * behind its begin, and a length. There no other follows, but the true ones do, also where stale
 * bytes are between those. */
static void a_missing_number_within_a_header(void **state)
{
	for (unsigned stale = 0; stale <= 4; stale += 4) {
		begin(state);
		put_frame(0, 0, 20);
		put_frame(0, 2, 1);
		put_frames(0, 3, 6, 20);
		put_body(0, stale);
		put_frames(0, 6, 40, 20);
		expect(0, 0, 20, 0);
		expect(0, 2, 1, 0);
		expect_frames(0, 3, 40, 20);
		assert_int_equal(files.restore.holes, 1);
		expect_end(1);
	}
}

/* Where the file ends with both, it is counted. */
static void a_missing_number_up_to_the_end(void **state)
{
	(void)state;
	put_frame(0, 0, 20);
	put_frame(0, 2, 1);
	put_frame(0, 3, 'b' + 0x300 - 5);
	expect(0, 0, 20, 0);
	expect(0, 1, 'b' + 0x300, 0);
	expect_end(1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(false_frames, begin),
		cmocka_unit_test_setup(false_frames_before_other_numbers, begin),
		cmocka_unit_test_setup(a_false_frame_that_is_not_all_there, begin),
		cmocka_unit_test_setup(a_false_frame_that_the_file_ends_in, begin),
		cmocka_unit_test_setup(a_false_frame_around_a_later_number, begin),
		cmocka_unit_test(a_false_frame_around_the_next_number),
		cmocka_unit_test_setup(a_later_number_is_no_false_frame, begin),
		cmocka_unit_test_setup(what_is_asked_anew_is_counted_once, begin),
		cmocka_unit_test_setup(a_hole_that_is_asked_for_anew_is_counted_once, begin),
		cmocka_unit_test(a_missing_number_within_a_header),
		cmocka_unit_test_setup(a_missing_number_up_to_the_end, begin),
	};

	return cmocka_run_group_tests_name("restore_false", tests, NULL, NULL);
}
