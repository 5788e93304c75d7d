/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Frames behind the begin of a read that may have been the last: the module's end may have ended a
 * sub-buffer, too, and the one that the read ended is anywhere. */
#include "stream/frame.h"
#include "tests/unit/ways.h"

/* A read that may have been the last, and LEFT bytes of what was closed. */
static void note_last(uint64_t left)
{
	subbufs_note(&stream.subbufs,
		&(struct subbuf_read){
			.size = SIZE, .bytes = 2 * SIZE + 1000 - left, .closed = 2 * SIZE + 1000});
}

/* A place that was known is right if frames go on there. */
static void where_frames_go_on(void **state)
{
	(void)state;
	begin(DIALECT_4, 600);
	note_last(800);
	walk.place = stream.subbufs.place;
	walk.place.at = view.origin = 1500;
	view.size = put(put(0, 1, 20), 2, 30);
	struct walk there = walk;
	struct header header;
	assert_int_equal(choice_find(&view, &there, &header, &doubt), FOUND);
	assert_int_equal(header.at, 0);
	assert_int_equal(choice_leads_to(&view, &there, &header, 28), 28);
	assert_int_equal(choice_leads_to(&view, &there, &header, 66), 66);
	assert_int_equal(choice_leads_to(&view, &there, &header, 32), 0);
	/* A body that ends nowhere. */
	view.size += put(28, 0, 30);
	there = walk;
	assert_int_equal(choice_find(&view, &there, &header, &doubt), NOT_HERE);
	/* Behind what the end of a sub-buffer leaves, once the one that was known is passed. */
	memset(data, 0, 3);
	view.size = put(put(3, 1, 20), 2, 30);
	there = walk;
	assert_int_equal(choice_find(&view, &there, &header, &doubt), NOT_HERE);
	subbufs_lose(&walk.place);
	assert_int_equal(choice_find(&view, &walk, &header, &doubt), FOUND);
	assert_int_equal(header.at, 3);
	assert_int_equal(walk.place.begin, 1503);
	assert_false(doubt);
}

/* What a look ahead has shown is not looked at for each frame, but for the end of a sub-buffer. */
static void one_look_for_many_frames(void **state)
{
	struct frame frame;
	size_t stray, end = 0;

	(void)state;
	begin(DIALECT_4, 0);
	for (uint32_t n = 1; n <= 200; n++)
		end = put(end, n, 20);
	frame_stream_init(&stream, DIALECT_4, true);
	stream.last = LAST;
	note_last(0);
	stream.subbufs.place.at = 1;
	frame.back = true; /* of one before */
	assert_true(frame_next(&stream, data, end, true, &frame, &stray));
	assert_false(frame.back);
	assert_int_equal(frame_span(&frame), 28);
	assert_int_equal(stream.doubts, 0);
	/* Half of the 32 frames behind it. */
	assert_int_equal(stream.subbufs.led_to, 1 + 28 + 16 * 28);
	subbufs_look_ahead(&stream.subbufs);
	assert_int_equal(stream.subbufs.sure, 1 + 28 + 16 * 28);
	stream.subbufs.led_to = 2 * SIZE;
	subbufs_look_ahead(&stream.subbufs);
	assert_int_equal(stream.subbufs.sure, 1000); /* as the file's size tells */
}

/* A place that is lost, and a body that begins with a header of the same number: what is behind
 * both is the same. */
static void a_header_that_prints_itself(void **state)
{
	(void)state;
	begin(DIALECT_4, 600);
	note_last(800);
	walk.place = stream.subbufs.place;
	walk.place.at = view.origin = 1500;
	subbufs_lose(&walk.place);
	put(0, 1, 32);
	view.size = put(put(8, 1, 24), 2, 30);
	struct header header;
	assert_int_equal(choice_find(&view, &walk, &header, &doubt), FOUND);
	assert_int_equal(header.at, 0);
	assert_true(doubt);
	/* A message in doubt is counted. */
	struct frame frame;
	size_t stray;
	stream.last = LAST;
	stream.subbufs.place = (struct subbuf_place){.at = 1500, .begin = UINT64_MAX, .next = 1};
	assert_true(frame_next(&stream, data, view.size, true, &frame, &stray));
	assert_int_equal(stream.doubts, 1);
}

/* A body that was cut short where a sub-buffer ended that is not known: its whole length leads
 * nowhere, and what is behind the cut is found by what it looks like. */
static void a_cut_at_an_end_that_is_not_known(void **state)
{
	struct frame frame;
	size_t stray, end;

	(void)state;
	begin(DIALECT_4, 0);
	put(0, 1, 300);
	end = put_frames(100, 2, 40);
	frame_stream_init(&stream, DIALECT_4, true);
	stream.last = LAST;
	note_last(0);
	stream.subbufs.place.at = 1;
	assert_true(frame_next(&stream, data, end, true, &frame, &stray));
	assert_int_equal(frame.length, 100 - 8);
	assert_int_equal(frame.missing, 300 - (100 - 8));
	assert_int_equal(stream.doubts, 1);
}

/* The last bytes of all may be stale, and look like a header: no frame has that alone. */
static void a_header_without_a_body(void **state)
{
	(void)state;
	for (unsigned complete = 0; complete < 2; complete++) {
		begin(DIALECT_4, 8);
		note_last(800);
		stream.subbufs.place.begin = 1508;
		walk.place = stream.subbufs.place;
		walk.place.at = view.origin = 1500 + SIZE;
		view.complete = complete;
		put(0, 1, 10);
		struct header header;
		assert_int_equal(
			choice_find(&view, &walk, &header, &doubt), complete ? AT_END : NEED_MORE);
	}
}

/* What is still to be read tells more: so long nothing is decided, but where nothing comes, or too
 * much would wait. */
static void what_is_waited_for(void **state)
{
	static const struct {
		uint64_t left;
		bool complete, found;
		size_t size;
	} cases[] = {
		{1, false, false, 600},
		{1, true, true, 600},
		{0, false, true, 600},
		{1, false, false, WAIT_MAX - 1},
		{1, false, true, WAIT_MAX},
	};
	static char bytes[WAIT_MAX + 64];

	(void)state;
	for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct frame frame;
		size_t stray;

		begin(DIALECT_4, 600);
		view.size = put(put(put(0, 1, 20), 2, 30), 3, 522);
		memcpy(bytes, data, view.size);
		frame_stream_init(&stream, DIALECT_4, true);
		stream.last = LAST;
		note_last(cases[i].left);
		stream.subbufs.place.at = 1;
		assert_int_equal(frame_next(&stream, bytes, cases[i].size, cases[i].complete,
					 &frame, &stray),
			cases[i].found);
		assert_int_equal(stray, 0);
		if (cases[i].found)
			assert_int_equal(frame.length, 20);
	}
}

/* Who leaves reads no more than the last frame needs, though more is there. */
static void no_rest_is_waited_for(void **state)
{
	struct frame frame;
	size_t stray;

	(void)state;
	begin(DIALECT_4, 0);
	memset(data, 0, 3); /* of a sub-buffer, whose end was passed */
	size_t end = put(put(put(3, 1, 20), 2, 30), 3, 40);
	frame_stream_init(&stream, DIALECT_4, true);
	stream.last = LAST;
	note_last(1);
	stream.subbufs.place.at = 1;
	assert_int_equal(frame_rest(&stream, data, end), 0);
	assert_int_equal(frame_rest(&stream, data, end - 7), 7);
	/* Nor is it where what comes may be older: there the doubt decides nothing. */
	stream.rewinds = true;
	assert_true(frame_next(&stream, data, end, false, &frame, &stray));
	assert_int_equal(frame.skip, 3);
}

/* Who only looks how much is to come asks no one of numbers elsewhere: others are still read. */
static void who_looks_asks_no_one(void **state)
{
	struct frame frame;
	size_t stray;

	(void)state;
	begin(DIALECT_4, 0);
	for (unsigned i = 0; i < 40; i++) {
		put_first_way(i, i ? 3 + i : 1);
		put_second_way(i, i ? 2 + i : 1);
	}
	stream.started = true;
	stream.last = LAST;
	note_last(0);
	stream.subbufs.place = (struct subbuf_place){.at = 1500, .begin = UINT64_MAX, .next = 1};
	stream.elsewhere = elsewhere;
	known = NEVER_KNOWN;
	frame_rest(&stream, data, 8000);
	assert_int_equal(questions, 0);
	assert_true(frame_next(&stream, data, 8000, false, &frame, &stray));
	assert_true(questions > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(where_frames_go_on),
		cmocka_unit_test(one_look_for_many_frames),
		cmocka_unit_test(a_header_that_prints_itself),
		cmocka_unit_test(a_cut_at_an_end_that_is_not_known),
		cmocka_unit_test(a_header_without_a_body),
		cmocka_unit_test(what_is_waited_for),
		cmocka_unit_test(no_rest_is_waited_for),
		cmocka_unit_test(who_looks_asks_no_one),
	};

	return cmocka_run_group_tests_name("doubt", tests, NULL, NULL);
}
