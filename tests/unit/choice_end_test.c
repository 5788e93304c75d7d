/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether a body was cut short or is whole: by where both lead, and by who knows of numbers
 * elsewhere. */
#include "tests/unit/ways.h"

/*
 * A frame of LENGTH with its header AT a place of the view, which begins at the begin of a
 * sub-buffer, in a relay buffer that may have been full at the end of each up to CLOSED.
 */
static struct header frame_in(enum dialect dialect, size_t at, uint32_t length, size_t closed)
{
	begin(dialect, 20000);
	stream.subbufs.place.at = 0;
	subbufs_note(&stream.subbufs,
		&(struct subbuf_read){
			.size = SIZE, .bytes = ORIGIN + closed, .closed = ORIGIN + closed});
	walk.place = stream.subbufs.place;
	walk.place.at = ORIGIN + at;
	put(at, 1, length);
	return (struct header){.sequence = LAST + 1, .length = length, .at = at};
}

/* The same AT 0, and a read that ended a sub-buffer at END; FULL: that was one that was full. */
static struct header frame_before(size_t end, uint32_t length, bool full)
{
	struct header header = frame_in(DIALECT_4, 0, length, 0);

	frame_stream_init(&stream, DIALECT_4, true);
	if (!full)
		subbufs_note(&stream.subbufs, &(struct subbuf_read){.size = SIZE,
						      .bytes = ORIGIN,
						      .closed = ORIGIN + end / SIZE * SIZE});
	subbufs_note(&stream.subbufs, &(struct subbuf_read){.size = SIZE,
					      .bytes = full ? ORIGIN + end : end,
					      .emptied = true,
					      .before = ORIGIN + (full ? end : end / SIZE * SIZE),
					      .closed = ORIGIN + end});
	subbufs_note(
		&stream.subbufs, &(struct subbuf_read){.size = SIZE,
					 .bytes = 20000 - end,
					 .before = ORIGIN + end,
					 .closed = ORIGIN + end + (20000 - end) / SIZE * SIZE});
	walk.place = stream.subbufs.place;
	walk.place.at = ORIGIN;
	return header;
}

/* It is cut short where a sub-buffer ends, if frames lead on from there and not from its end. */
static void cut_or_whole(void **state)
{
	static const unsigned counts[] = {0, 1, 2, 10, 31, 32, 33};
	static const enum dialect dialects[] = {DIALECT_4, DIALECT_5};

	(void)state;
	for (unsigned d = 0; d < 2; d++)
		for (unsigned i = 0; i < 7; i++)
			for (unsigned j = 0; j < 7; j++) {
				unsigned cut = counts[i], whole = counts[j];
				struct header header =
					frame_in(dialects[d], 0, 9000 - (d ? 12 : 8), 5 * SIZE);
				bool is_cut = cut >= 32 ? whole < 32 : cut > whole;

				put_frames(SIZE, 2, cut);
				put_frames(9000, 2, whole);
				expect_end(&header, is_cut ? SIZE : 9000, cut >= 32 && whole >= 32);
			}
}

/* Each place where a sub-buffer may end, and no other. */
static void where_a_cut_is(void **state)
{
	static const enum dialect dialects[] = {DIALECT_4, DIALECT_5};

	(void)state;
	for (unsigned d = 0; d < 2; d++)
		for (size_t n = 0; n < 80; n++) {
			size_t at = n < 40 ? SIZE - 20 + n : 2 * SIZE - 60 + n;
			struct header header = frame_in(dialects[d], 10, 9000, 5 * SIZE);
			size_t end = 10 + (d ? 12 : 8) + 9000;

			put_frames(at, 2, 33);
			expect_end(&header, at % SIZE ? end : at, false);
			/* Not where the buffer can't have been full. */
			header = frame_in(dialects[d], 10, 9000, SIZE);
			put_frames(at, 2, 33);
			expect_end(&header, at != SIZE ? end : at, false);
		}
}

/* A byte of the body is there in dialect 4, none need be in dialect 5. */
static void a_cut_right_behind_the_header(void **state)
{
	static const enum dialect dialects[] = {DIALECT_4, DIALECT_5};

	(void)state;
	for (unsigned d = 0; d < 2; d++)
		for (unsigned there = 0; there < 3; there++) {
			size_t at = SIZE - there - (d ? 12 : 8);
			struct header header = frame_in(dialects[d], at, 3000, 5 * SIZE);

			put_frames(SIZE, 2, 33);
			if (d || there)
				expect_end(&header, SIZE, false);
			else
				expect_end(&header, SIZE + 3000, false);
		}
}

/* A whole frame that ends with its sub-buffer was not cut short there. */
static void an_end_at_the_end(void **state)
{
	(void)state;
	for (size_t length = SIZE - 8 - 2; length <= SIZE - 8 + 2; length++) {
		struct header header = frame_in(DIALECT_4, 0, (uint32_t)length, 5 * SIZE);

		put_frames(SIZE, 2, 33);
		if (length < SIZE - 8)
			expect_end(&header, 8 + length, false);
		else
			expect_end(&header, SIZE, false);
		assert_int_equal(questions, 0);
	}
}

/* Over the end of a sub-buffer that a read ended, no frame goes. */
static void a_read_ends_it(void **state)
{
	(void)state;
	for (uint32_t length = 900; length < 1100; length++) {
		begin(DIALECT_4, 20000);
		view.origin = 0;
		stream.subbufs.place.at = 0;
		subbufs_note(&stream.subbufs,
			&(struct subbuf_read){
				.size = SIZE, .bytes = 1000, .emptied = true, .closed = 1000});
		walk.place = stream.subbufs.place;
		put(0, 1, length);
		struct header header = {.sequence = LAST + 1, .length = length};
		put_frames(1000, 2, 33);
		/* What is longer is none, or was cut short where no one can tell. */
		expect_end(&header, 8 + length <= 1000 ? 8 + length : view.size, false);
	}
	/* It was cut short there at the latest, where the buffer was full. */
	for (size_t end = 2 * SIZE; end <= 3 * SIZE; end += SIZE) {
		struct header header = frame_before(end, 3 * SIZE + 500, true);

		put_frames(end, 2, 33);
		put_frames(header.length + 8, 2, 40);
		expect_end(&header, end, false);
	}
}

/* Of what can't be whole, and leads nowhere, the last place in sight is the end. */
static void a_body_that_leads_nowhere(void **state)
{
	(void)state;
	for (size_t size = SIZE - 2; size < 3 * SIZE + 3; size++) {
		struct header header = frame_before(3 * SIZE + 4, 4 * SIZE, false);

		view.size = size;
		expect_end(&header, size < SIZE ? size : size / SIZE * SIZE, false);
	}
}

/* What is still to come decides, while it may come; else what is there. */
static void an_end_out_of_sight(void **state)
{
	(void)state;
	struct header header = frame_in(DIALECT_4, 0, 9000, 5 * SIZE);
	put_frames(SIZE, 2, 40);
	for (size_t size = 9000; size < 9040; size++) {
		view.size = size;
		view.complete = false;
		/* Then a header may be there. */
		expect_end(&header, size < 9008 + 9 ? WAIT : SIZE, false);
		/* All may end there, too. */
		view.complete = true;
		expect_end(&header, SIZE, size == 9008);
	}
	/* Nothing is there where it may have been cut short: it has to be seen to its end. */
	header = frame_in(DIALECT_4, 0, 9000, 5 * SIZE);
	view.complete = false;
	for (size_t size = 9000; size < 9040; size++) {
		view.size = size;
		expect_end(&header, size < 9008 ? WAIT : 9008, false);
	}
	view.complete = true;
	/* Cut short with what is there: at the end of it. */
	header = frame_in(DIALECT_4, 0, 9000, 5 * SIZE);
	view.size = 2 * SIZE;
	expect_end(&header, 2 * SIZE, false);
	view.size = 2 * SIZE - 1;
	expect_end(&header, 9008, false);
	/* Nothing can have been cut short: it is whole, wherever it ends. */
	header = frame_in(DIALECT_4, 0, 90000, 0);
	view.complete = false;
	expect_end(&header, 90008, false);
}

/* Both lead on: who knows of numbers elsewhere decides, or it is counted. */
static void cut_or_whole_is_asked(void **state)
{
	(void)state;
	for (unsigned passes = 0; passes < 2; passes++) {
		struct header header = frame_in(DIALECT_4, 0, 9000 - 8, 5 * SIZE);

		put_frames(SIZE, passes ? 3 : 2, 40);
		put_frames(9000, passes ? 2 : 3, 40);
		stream.elsewhere = elsewhere;
		known = NOT_ELSEWHERE;
		expect_end(&header, passes ? 9000 : SIZE, false);
		assert_int_equal(asked, LAST + 2);
		known = ELSEWHERE;
		expect_end(&header, passes ? SIZE : 9000, false);
		assert_int_equal(questions, 2);
		known = NOT_KNOWN_YET;
		expect_end(&header, WAIT, false);
		known = NEVER_KNOWN;
		expect_end(&header, passes ? 9000 : SIZE, true);
		stream.elsewhere = NULL;
		expect_end(&header, passes ? 9000 : SIZE, true);
		view.complete = false;
		expect_end(&header, passes ? 9000 : SIZE, true);
	}
	/* As far as can be seen, so more may tell. */
	struct header header = frame_in(DIALECT_4, 0, 9000 - 8, 5 * SIZE);
	put(SIZE, 2, 9000);
	put(9000, 2, 9000);
	view.size = 9100;
	view.complete = false;
	expect_end(&header, WAIT, false);
}

/* The frames that came behind it where it was cut short lead to those behind its end: it was. */
static void a_cut_that_joins(void **state)
{
	(void)state;
	for (unsigned joins = 0; joins < 2; joins++) {
		struct header header = frame_in(DIALECT_4, 0, SIZE + 20 * 32 - 8, 5 * SIZE);
		size_t at = SIZE;

		/* However far apart its numbers are, and near those behind. */
		for (unsigned i = 0; i < 20; i++)
			at = put(at, 1 + 1000 * (i + 1), i == 19 && !joins ? 1500 : 24);
		put_frames(at, 20002, 40);
		put_frames(header.length + 8, 20002, 40);
		expect_end(&header, joins ? SIZE : SIZE + 20 * 32, true);
		stream.elsewhere = elsewhere;
		known = NOT_ELSEWHERE;
		expect_end(&header, SIZE, false);
		assert_int_equal(asked, LAST + 1001);
		known = ELSEWHERE;
		expect_end(&header, SIZE + 20 * 32, false);
	}
}

/* Where the read may have been the last, a sub-buffer may end anywhere: where the next header seems
 * to be it may be cut short, though what is behind that is behind the whole, too. */
static void cut_where_ends_are_in_doubt(enum dialect dialect, size_t at)
{
	size_t end = 2 * SIZE - 40, need = dialect == DIALECT_5 ? 12 : 8;
	struct header header = frame_in(dialect, 0, (uint32_t)(end - need), 5 * SIZE);

	put(at, 2, (uint32_t)(end - at - need));
	put_frames(end, 3, 40);
	stream.overrun = true;
	expect_end(&header, at == SIZE ? at : end, true);
	stream.elsewhere = elsewhere;
	known = NOT_ELSEWHERE;
	expect_end(&header, at, false);
	assert_int_equal(asked, LAST + 2);
	known = ELSEWHERE;
	expect_end(&header, end, false);
	/* Not where the buffer can't have been full. */
	header = frame_in(dialect, 0, (uint32_t)(end - need), 0);
	put(at, 2, (uint32_t)(end - at - need));
	put_frames(end, 3, 40);
	stream.overrun = true;
	expect_end(&header, end, false);
}

static void a_cut_where_ends_are_in_doubt(void **state)
{
	static const size_t places[] = {12, 700, SIZE - 1, SIZE, SIZE + 1, 2 * SIZE - 100};

	(void)state;
	for (unsigned i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		cut_where_ends_are_in_doubt(DIALECT_4, places[i]);
		cut_where_ends_are_in_doubt(DIALECT_5, places[i]);
	}
}

/* The same, where the frames behind its end are too few to tell: in dialect 4, without a mark, what
 * seems to be a header elsewhere is none. */
static void an_end_in_doubt_that_is_unlikely(void **state)
{
	static const enum dialect dialects[] = {DIALECT_4, DIALECT_5};

	(void)state;
	for (unsigned d = 0; d < 2; d++) {
		size_t end = 2 * SIZE - 40;
		struct header header =
			frame_in(dialects[d], 0, (uint32_t)(end - (d ? 12 : 8)), 5 * SIZE);

		put_frames(700, 2, 32);
		put_frames(end, 2, 3);
		stream.overrun = true;
		expect_end(&header, d ? 700 : end, false);
	}
	/* Of the header all is in view, or it is none. */
	for (size_t there = 10; there < 15; there++) {
		struct header header = frame_in(DIALECT_5, 0, 9000, 5 * SIZE);

		put(700, 2, 24);
		view.size = 700 + there;
		stream.overrun = true;
		expect_end(&header, there < 12 ? 9012 : 700, false);
	}
}

/* A way goes on over frames that were cut short in turn. */
static void a_cut_behind_a_cut(void **state)
{
	(void)state;
	for (unsigned count = 1; count < 10; count++) {
		struct header header = frame_in(DIALECT_4, 0, 17000, 5 * SIZE);

		/* The second is cut short with the next sub-buffer, and COUNT follow; or the first
		 * is whole, and five follow. */
		put(SIZE, 2, 3 * SIZE);
		put_frames(2 * SIZE, 3, count);
		put_frames(17008, 2, 5);
		expect_end(&header, 1 + count > 5 ? SIZE : 17008, false);
	}
	/* The second is whole, to the last bytes of a sub-buffer, though it may have been cut; else
	 * the first was cut short where others follow. */
	for (size_t left = 0; left <= 10; left++) {
		struct header header = frame_in(DIALECT_4, 0, 17000, 5 * SIZE);

		put(SIZE, 2, (uint32_t)(2 * SIZE - 8 - left));
		put_frames(3 * SIZE, 3, 20);
		put_frames(17008, 2, 5);
		expect_end(&header, left <= 8 ? SIZE : 3 * SIZE, false);
	}
	/* All of them are skipped, and nothing elsewhere. */
	struct header header = frame_in(DIALECT_4, 0, 17000, 5 * SIZE);
	put(SIZE, 2, 2 * SIZE - 8 - 5);
	put_frames(3 * SIZE - 5 + 2, 3, 20);
	put_frames(17008, 2, 5);
	expect_end(&header, 17008, false);
	header = frame_in(DIALECT_4, 0, 17000, 5 * SIZE);
	put_frames(put_frames(SIZE, 2, 2) + 3, 4, 20);
	put_frames(17008, 2, 5);
	expect_end(&header, 17008, false);
}

/* In dialect 5 these are NULs. */
static void behind_nuls(void **state)
{
	(void)state;
	for (size_t left = 1; left <= 12; left++)
		for (size_t other = 0; other <= left; other++) {
			struct header header = frame_in(DIALECT_5, 0, 17000, 5 * SIZE);

			put(SIZE, 2, (uint32_t)(SIZE - 12 - left));
			memset(data + 2 * SIZE - left, 0, left);
			if (other < left)
				data[2 * SIZE - left + other] = 'x';
			put_frames(2 * SIZE, 3, 20);
			expect_end(&header, left < 12 && other == left ? SIZE : 2 * SIZE, false);
		}
}

/* Numbers wrap: 0 is one as any other. */
static void number_0(void **state)
{
	(void)state;
	struct header header = frame_in(DIALECT_4, 0, 9000, 5 * SIZE);
	header.sequence = UINT32_MAX;
	put_frames(SIZE, 0 - LAST, 20);
	put_frames(9008, 0x100000 - LAST, 5);
	expect_end(&header, SIZE, false);
}

/* A frame that is whole may be followed by the last bytes of a sub-buffer. */
static void whole_with_padding(void **state)
{
	(void)state;
	for (size_t left = 0; left <= 10; left++) {
		struct header header =
			frame_in(DIALECT_4, 0, (uint32_t)(3 * SIZE - 8 - left), 5 * SIZE);

		put_frames(SIZE, 2, 5);
		put_frames(3 * SIZE, 2, 20);
		expect_end(&header, left <= 8 ? 3 * SIZE - left : SIZE, false);
	}
}

/* A way goes over the place where a read ended a sub-buffer: others begin there. */
static void a_way_over_a_read(void **state)
{
	(void)state;
	for (size_t left = 1; left <= 8; left++) {
		struct header header = frame_before(7000, 6000, false);

		put_frames(SIZE, 2, 3);
		put(SIZE + 3 * 32, 5, (uint32_t)(7000 - SIZE - 3 * 32 - 8));
		put(7000, 6, (uint32_t)(SIZE - 8 - left));
		put_frames(7000 + SIZE, 7, 20);
		put_frames(6008, 2, 6);
		expect_end(&header, SIZE, false);
	}
}

/* A frame on it can't go over that place. */
static void a_way_that_a_read_ends(void **state)
{
	(void)state;
	struct header header = frame_before(7000, 6000, false);

	put_frames(SIZE, 2, 3);
	put_frames(put(6008, 2, 3000), 3, 40);
	expect_end(&header, SIZE, false);
}

/* Three ways, of which two are refuted one after the other. */
static void three_ways(void **state)
{
	static const size_t ends[] = {SIZE, 2 * SIZE, 10008};

	(void)state;
	for (unsigned right = 0; right < 3; right++) {
		struct header header = frame_in(DIALECT_4, 0, 10000, 5 * SIZE);

		for (unsigned i = 0; i < 3; i++)
			put_frames(put(ends[i], 2 + i, 24), 10, 40);
		stream.elsewhere = elsewhere;
		only = 2 + right;
		expect_end(&header, ends[right], false);
		assert_true(questions <= 2);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cut_or_whole),
		cmocka_unit_test(where_a_cut_is),
		cmocka_unit_test(a_cut_right_behind_the_header),
		cmocka_unit_test(an_end_at_the_end),
		cmocka_unit_test(a_read_ends_it),
		cmocka_unit_test(a_body_that_leads_nowhere),
		cmocka_unit_test(an_end_out_of_sight),
		cmocka_unit_test(cut_or_whole_is_asked),
		cmocka_unit_test(a_cut_that_joins),
		cmocka_unit_test(a_cut_where_ends_are_in_doubt),
		cmocka_unit_test(an_end_in_doubt_that_is_unlikely),
		cmocka_unit_test(a_cut_behind_a_cut),
		cmocka_unit_test(behind_nuls),
		cmocka_unit_test(number_0),
		cmocka_unit_test(whole_with_padding),
		cmocka_unit_test(a_way_over_a_read),
		cmocka_unit_test(a_way_that_a_read_ends),
		cmocka_unit_test(three_ways),
	};

	return cmocka_run_group_tests_name("choice_end", tests, NULL, NULL);
}
