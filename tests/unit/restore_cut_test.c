/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages that were cut short in a file, where what is behind them tells it and no number does. */
#include "tests/unit/restores.h"

/*
 * Message 1 is cut short at the end of the first sub-buffer, where one of NUMBER is, and more.
 * Behind the whole of it is nothing. The other CPU has the numbers from 2 to before 41.
 */
static void put_cut(enum dialect dialect, uint32_t number)
{
	struct frame_stream *stream = &files.sources[0].stream;
	static const char mark[] = "\xf0\x9f\xa9\xba";
	size_t size = dialect == DIALECT_5 ? 4 : 0;

	stream->dialect = dialect;
	stream->overrun = true;
	put(0, mark, size);
	put_header(0, 1, 5000);
	put_body(0, 4096 - 8 - size);
	for (unsigned i = 0; i < 60; i++) {
		put(0, mark, size);
		put_frame(0, number + i, 20);
	}
	stream->last = 0;
	put_frames(1, 2, 41, 20);
}

/* A mark tells where a message was cut short, however far its number is from the one before. */
static void a_mark_of_a_number_far_away(void **state)
{
	const uint32_t number = 3u << 20;

	(void)state;
	put_cut(DIALECT_5, number);
	expect(0, 1, 4084, 5000 - 4084);
	expect_frames(1, 2, 41, 20);
	expect_frames(0, number, number + 60, 20);
	expect_end(0);
}

/* Both ways lead to the end of what can be seen of the other CPU, and nothing to the end of the
 * whole: that is the less likely. */
static void nothing_behind_the_whole(void **state)
{
	(void)state;
	put_cut(DIALECT_4, 1000);
	files.sources[1].complete = false;
	files.cpus[1].full = true;
	expect(0, 1, 4088, 5000 - 4088);
	files.sources[1].complete = true;
	expect_frames(1, 2, 41, 20);
	expect_frames(0, 1000, 1060, 20);
	expect_end(1);
}

static void put_marked(unsigned cpu, uint32_t number, uint32_t length)
{
	put(cpu, "\xf0\x9f\xa9\xba", 4);
	put_header(cpu, number, length);
}

/*
 * What looks like the next one is in the body of the last message of all: that this is whole, and
 * the last, leads on as well. A message before it is whole, too, as what its body holds does not.
 */
static void the_last_holds_the_next(void **state)
{
	(void)state;
	put_marked(0, 1, 1000 - 12);
	put_body(0, 1000 - 12);
	put_marked(0, 2, 4096 - 2 * 12);
	put_body(0, 4096 - 2 * 12);
	/* Its body begins where a sub-buffer may. */
	put_marked(0, 3, 12 + 3 + 12 + 33);
	put_marked(0, 4, 3);
	put_body(0, 3);
	put_marked(0, 5, 78);
	put_body(0, 33);
	put_marked(0, 4, 56);
	put_body(0, 30);
	for (uint32_t n = 5; n < 25; n++) {
		put_marked(1, n, 250);
		put_body(1, 250);
	}
	put_marked(1, 25, 12 + 8);
	put_marked(1, 26, 5);
	put_body(1, 8);
	for (unsigned i = 0; i < CPUS; i++) {
		files.sources[i].stream.dialect = DIALECT_5;
		files.sources[i].stream.overrun = true;
	}
	files.sources[0].stream.last = 0;
	files.sources[1].stream.last = 4;
	expect(0, 1, 1000 - 12, 0);
	expect(0, 2, 4096 - 2 * 12, 0);
	expect(0, 3, 60, 0);
	expect(0, 4, 30, 26);
	expect_frames(1, 5, 25, 250);
	expect(1, 25, 20, 0);
	expect_end(0);
}

/* Nothing is known of sub-buffers at first, but where a stream begins with one. */
static void what_is_known_at_first(void **state)
{
	struct restore restore;

	(void)state;
	memset(files.cpus, 0, sizeof(files.cpus));
	restore_init(&restore, files.sources, files.cpus, CPUS, files.steps);
	for (unsigned i = 0; i < CPUS; i++) {
		assert_true(files.cpus[i].facts.layout.forgotten);
		assert_true(layout_may_begin(&files.cpus[i].facts.layout, 700));
	}
	restore_begins(&restore, 0);
	for (uint64_t at = 0; at < 4096; at++)
		assert_int_equal(layout_may_begin(&files.cpus[0].facts.layout, at), at == 0);
	assert_true(files.cpus[1].facts.layout.forgotten);
}

/* Behind bytes that are none's nothing is known of them, and a buffer that was full has room. */
static void what_is_known_behind_what_was_dropped(void **state)
{
	const struct restore_cpu *cpu = &files.cpus[0];

	(void)state;
	files.sources[0].stream.dialect = DIALECT_5;
	files.sources[0].complete = false;
	files.cpus[0].full = true;
	put_body(0, 5000);
	assert_int_equal(restore_next(&files.restore), RESTORE_LACKS);
	assert_int_equal(files.restore.index, 0);
	uint64_t dropped = stand_begin(&files.sources[0]);
	assert_true(dropped > 0);
	assert_int_equal(files.sources[0].begin, dropped);
	assert_int_equal(files.sources[0].stream.stray, dropped);
	assert_int_equal(cpu->facts.ahead, dropped);
	assert_int_equal(cpu->now.body, dropped);
	assert_true(cpu->facts.layout.forgotten);
	assert_true(cpu->astray);
	assert_false(cpu->full);
}

/* No more than pads is no stray where a number is missing, wherever a read ended behind it. */
static void what_a_read_ends_behind(void **state)
{
	(void)state;
	for (size_t n = 1; n <= 11; n++)
		for (size_t there = 12 - n; there < 12; there++) {
			begin(NULL);
			put_marked(0, 1, 20);
			put_body(0, 20);
			put_body(0, n);
			size_t end = files.sources[0].end + there;
			put_marked(0, 45, 5);
			put_body(0, 5);
			size_t all = files.sources[0].end;
			files.sources[0].end = end;
			files.sources[0].complete = false;
			for (uint32_t number = 2; number < 40; number++) {
				put_marked(1, number, 20);
				put_body(1, 20);
			}
			for (unsigned i = 0; i < CPUS; i++)
				files.sources[i].stream.dialect = DIALECT_5;
			files.sources[0].stream.last = 0;
			expect(0, 1, 20, 0);
			expect_frames(1, 2, 40, 20);
			assert_int_equal(restore_next(&files.restore), RESTORE_LACKS);
			assert_int_equal(files.restore.index, 0);
			files.sources[0].end = all;
			files.sources[0].complete = true;
			expect(0, 45, 5, 0);
			expect_end(0);
		}
}

/* A frame AT a place of the file of CPU 0, whose bytes are there. */
static void put_at(size_t at, uint32_t number, uint32_t length)
{
	memcpy(files.data[0] + at, &number, 4);
	memcpy(files.data[0] + at + 4, &length, 4);
}

/* The next number goes on and on behind stale bytes, and so do others right there: where numbers
 * were missing before, either may be right. */
static void both_go_on(void **state)
{
	(void)state;
	put_frame(0, 1, 20);
	put_frame(0, 3, 20); /* 2 is missing */
	size_t begin = files.sources[0].end;
	put_body(0, 8000);
	for (uint32_t i = 0; i < 20; i++) {
		put_at(begin + 200 * i, 1000 + i, 192);
		put_at(begin + (i ? 200 * i + 50 : 8), 4 + i, i ? 192 : 234);
	}
	expect(0, 1, 20, 0);
	expect(0, 3, 20, 0);
	assert_int_equal(files.restore.ambiguous, 0);
	expect(0, 4, 234, 0);
	assert_int_equal(files.restore.ambiguous, 1);
	expect_frames(0, 5, 20, 192);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_mark_of_a_number_far_away, begin),
		cmocka_unit_test_setup(nothing_behind_the_whole, begin),
		cmocka_unit_test_setup(the_last_holds_the_next, begin),
		cmocka_unit_test_setup(what_is_known_at_first, begin),
		cmocka_unit_test_setup(what_is_known_behind_what_was_dropped, begin),
		cmocka_unit_test(what_a_read_ends_behind),
		cmocka_unit_test_setup(both_go_on, begin),
	};

	return cmocka_run_group_tests_name("restore_cut", tests, NULL, NULL);
}
