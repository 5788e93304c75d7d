/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which bytes belong to no message, and which only pad. */
#include "tests/unit/frames.h"

/* As much as pads at most is no stray. */
static void as_much_as_pads(void **state)
{
	(void)state;
	for (size_t n = 7; n < 14; n++)
		EACH_DIALECT
		{
			size_t at = 0;

			frame_stream_init(&stream, dialects[d], true);
			stream.last = 0x3000000;
			put("xxxxxxxxxxxxx", n);
			for (uint32_t number = 0x3000001; number < 0x3000040; number++)
				put_frame(dialects[d], number, "behind\n");
			expect(&stream, &at, 0x3000001, "behind\n", 0);
			assert_int_equal(stream.stray, n > (d ? 11 : 8) ? n : 0);
		}
}

/* What ends a sub-buffer pads nothing behind stray bytes, though it would be known to. */
static void stray_to_the_end_of_a_sub_buffer(void **state)
{
	struct frame_stream stream;
	struct frame frame;
	size_t stray;

	(void)state;
	bytes.size = 64 - 5;
	memset(bytes.data, 'g', bytes.size);
	put("\0\0\0\0\0", 5);
	put_frame(DIALECT_5, 1, "one\n");
	put_frame(DIALECT_5, 2, "two\n");
	frame_stream_init(&stream, DIALECT_5, true);
	frame_stream_read(&stream,
		&(struct subbuf_read){.bytes = bytes.size, .size = 64, .closed = bytes.size});
	stream.subbufs.doubt = UINT64_MAX; /* more was read behind it */
	assert_false(frame_next(&stream, bytes.data, 70, false, &frame, &stray));
	assert_int_equal(stray, 59);
	assert_true(frame_next(&stream, bytes.data + 59, bytes.size - 59, true, &frame, &stray));
	assert_int_equal(frame.skip, 5);
	assert_int_equal(stream.stray, 64);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_much_as_pads),
		cmocka_unit_test(stray_to_the_end_of_a_sub_buffer),
	};

	return cmocka_run_group_tests_name("stray", tests, NULL, NULL);
}
