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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_mark_of_a_number_far_away, begin),
		cmocka_unit_test_setup(nothing_behind_the_whole, begin),
	};

	return cmocka_run_group_tests_name("restore_cut", tests, NULL, NULL);
}
