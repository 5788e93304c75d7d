/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where it is not known which of two sub-buffers a read ended, a frame that was cut short tells. */
#include "tests/unit/ways.h"

/* A frame of LENGTH AT a place behind 1000, where it is not known which of two sub-buffers a read
 * ended: others begin 1000 bytes behind those before, or as these. */
static struct header frame_unsure(size_t at, uint32_t length)
{
	begin(DIALECT_4, 20000);
	view.origin = 0;
	stream.subbufs.place.at = 0;
	subbufs_note(&stream.subbufs,
		&(struct subbuf_read){.size = SIZE, .bytes = 800, .closed = 1000 + 2 * SIZE});
	stream.subbufs.doubt = UINT64_MAX; /* more was read behind it */
	walk.place = stream.subbufs.place;
	walk.place.at = 1000;
	subbufs_arrive(&stream.subbufs, &walk.place);
	assert_true(walk.place.unsure);
	walk.place.at = at;
	put(at, 1, length);
	return (struct header){.sequence = LAST + 1, .length = length, .at = at};
}

/* Where a frame was cut short a sub-buffer begins, which tells where all others do. */
static void a_cut_tells_which(void **state)
{
	(void)state;
	/* As those before: then none is left behind 1000 + SIZE - 5. */
	struct header header = frame_unsure(1500, 9000);
	put(SIZE, 2, 1000 - 5 - 8);
	put_frames(1000 + SIZE, 3, 20);
	put_frames(1500 + 8 + 9000, 2, 5);
	expect_end(&header, 1000 + SIZE, false);
	/* As those behind. */
	header = frame_unsure(1500, 9000);
	put(1000 + SIZE, 2, SIZE - 1000 - 5 - 8);
	put_frames(2 * SIZE, 3, 20);
	put_frames(1500 + 8 + 9000, 2, 5);
	expect_end(&header, 2 * SIZE, false);
	/* So it is on the way: the second was cut short there, but the third is nothing's begin. */
	header = frame_unsure(1500, SIZE + 800 - 1508);
	put_frames(SIZE, 2, 22);
	put(SIZE + 800, 2, 9000);
	put(SIZE + 1000, 3, SIZE - 1000 - 5 - 8);
	put_frames(2 * SIZE, 4, 20);
	expect_end(&header, SIZE, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cut_tells_which),
	};

	return cmocka_run_group_tests_name("unsure", tests, NULL, NULL);
}
