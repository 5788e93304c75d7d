/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What follows for a place in the stream from what reads told of sub-buffers. */
#include "tests/unit/reads.h"

/* Where a file that is not emptied grew by more than a sub-buffer, each of several may be the one
 * that was ended early: each that a frame's end comes to. */
static void a_read_that_left_something(void **state)
{
	const uint64_t ends[] = {1000, 1000 + SIZE};

	(void)state;
	subbufs_init(&subbufs, true);
	note_followed(800, false, 0, 1000 + 2 * SIZE);
	/* No frame ended at one of these places: so it was none. */
	expect_from(0, 0, 1000);
	expect_from(0, 1001, 1000 + SIZE);
	expect_from(0, 1001 + SIZE, 1000 + 2 * SIZE);
	expect_from(1000, 1000 + 2 * SIZE, 1000 + 4 * SIZE);
	for (unsigned i = 0; i < 2; i++) {
		struct subbuf_place place = go_to(ends[i]);

		assert_true(place.unsure);
		assert_int_equal(place.begin, 0);
		for (uint64_t at = ends[i]; at < 1000 + 2 * SIZE; at++) {
			place.at = at;
			unsigned skips = skips_from(0, at) | skips_from(1000, at);
			assert_int_equal(subbufs_skips(&subbufs, &place, MOST), skips);

			/* What is skipped then tells which it is. */
			for (unsigned n = 0; n <= MOST; n++) {
				struct subbuf_place there = place;
				bool old = skips_from(0, at) == 1u << n,
				     new = skips_from(1000, at) == 1u << n;

				if (!(skips >> n & 1))
					continue;
				subbufs_skip(&subbufs, &there, n, MOST);
				assert_int_equal(there.at, at + n);
				assert_int_equal(there.unsure, old && new);
				assert_int_equal(there.next, new && !old);
				assert_int_equal((there.at - there.begin) % SIZE,
					(there.at - (new && !old ? 1000 : 0)) % SIZE);
				assert_true(there.begin <= at || there.unsure);
			}
		}
	}
	/* A place that is certain learns nothing. */
	struct subbuf_place place = go_to(500);
	subbufs_skip(&subbufs, &place, 3, MOST);
	assert_int_equal(place.at, 503);
	assert_int_equal(place.next, 0);
	assert_int_equal(place.begin, 0);
}

/* It may only be another place than those that are known already, however near to them. */
static void places_that_are_the_same(void **state)
{
	static const uint64_t behind[] = {0, 1, 64, SIZE / 2, SIZE - 1};

	(void)state;
	for (unsigned i = 0; i < 5; i++) {
		subbufs_init(&subbufs, true);
		note(1000, true, 0, 1000);
		note_followed(800, false, 1000, 1000 + 2 * SIZE + behind[i]);
		subbufs.place = go_to(1000);
		for (unsigned n = 1 - (behind[i] > 0); n < 2; n++) {
			struct subbuf_place place = go_to(1000 + behind[i] + n * SIZE);

			assert_int_equal(place.unsure, behind[i] > 0);
			assert_int_equal(place.begin, 1000);
			/* At the last of them it is certain. */
			place.at = 1000 + 2 * SIZE + behind[i];
			subbufs_arrive(&subbufs, &place);
			assert_false(place.unsure);
			assert_int_equal(place.begin, place.at);
		}
	}
}

/* A frame that was cut short ended with its sub-buffer, and that tells the same. */
static void a_sub_buffer_begins(void **state)
{
	static const struct {
		uint64_t at, begin;
		bool unsure;
	} cases[] = {
		{SIZE, 0, false},                  /* as the old ones do */
		{1000 + SIZE, 1000 + SIZE, false}, /* as the new ones */
		{SIZE + 5, 0, true},               /* as none: that tells nothing */
	};

	(void)state;
	for (unsigned i = 0; i < 3; i++) {
		subbufs_init(&subbufs, true);
		note_followed(800, false, 0, 1000 + 2 * SIZE);
		struct subbuf_place place = go_to(1000);
		place.at = cases[i].at;
		subbufs_begin(&subbufs, &place);
		assert_int_equal(place.at, cases[i].at);
		assert_int_equal(place.unsure, cases[i].unsure);
		assert_int_equal(place.begin, cases[i].begin);
		assert_int_equal(place.next, cases[i].begin != 0);
	}
	struct subbuf_place place = go_to(500);
	subbufs_begin(&subbufs, &place);
	assert_false(place.unsure);
	assert_int_equal(place.begin, 0);
}

/* Whoever did not stop at the ends of frames may have passed such a place. */
static void who_skips_frames(void **state)
{
	(void)state;
	subbufs_init(&subbufs, true);
	note_followed(800, false, 0, 1000 + 2 * SIZE);
	for (uint64_t at = 0; at < 1000 + 3 * SIZE; at++) {
		struct subbuf_place place = subbufs.place;

		place.at = at;
		subbufs_skip_to(&subbufs, &place);
		assert_int_equal(place.unsure, at >= 1000 && at < 1000 + 2 * SIZE);
		assert_int_equal(place.next, at >= 1000 + 2 * SIZE);
	}
	/* Behind one that is certain, as near as that may be. */
	static const uint64_t behind[] = {1, 64, SIZE - 1};
	for (unsigned i = 0; i < 3; i++) {
		subbufs_init(&subbufs, true);
		note(1000, true, 0, 1000);
		note_followed(800, false, 1000, 1000 + 2 * SIZE + behind[i]);
		for (uint64_t at = 1000; at < 1000 + 2 * SIZE + behind[i]; at++) {
			struct subbuf_place place = subbufs.place;

			place.at = at;
			subbufs_skip_to(&subbufs, &place);
			assert_int_equal(place.unsure, at >= 1000 + behind[i]);
		}
	}
	/* Not where the place is known exactly, */
	subbufs_init(&subbufs, true);
	note(1000, false, 0, 1000);
	struct subbuf_place place = subbufs.place;
	place.at = 999;
	subbufs_skip_to(&subbufs, &place);
	assert_false(place.unsure);
	/* nor where it would be the same. */
	subbufs_init(&subbufs, true);
	note(1000, true, 0, 1000);
	note_followed(800, false, 1000, 1000 + 3 * SIZE);
	place = subbufs.place;
	place.at = 1000 + SIZE + 700;
	subbufs_skip_to(&subbufs, &place);
	assert_false(place.unsure);
}

static void the_next_begin(void **state)
{
	(void)state;
	subbufs_init(&subbufs, true);
	note_followed(800, false, 0, 1000 + 2 * SIZE);
	for (uint64_t from = 1000; from < 1000 + SIZE; from++) {
		struct subbuf_place sure = go_to(500), unsure = go_to(1000);
		uint64_t old = (from + SIZE - 1) / SIZE * SIZE,
			 new = from == 1000 ? 1000 : 1000 + SIZE;

		assert_int_equal(subbufs_next(&subbufs, &sure, from), old);
		assert_int_equal(subbufs_next(&subbufs, &unsure, from), old < new ? old : new);
	}
}

/* Up to there nothing has to be decided: to the last bytes that a frame may leave of a sub-buffer.
 */
static void what_is_sure(void **state)
{
	(void)state;
	subbufs_init(&subbufs, false);
	note(100, false, 0, 0);
	subbufs_look_ahead(&subbufs);
	assert_int_equal(subbufs.sure, 0);

	for (uint64_t at = 0; at < 2 * SIZE; at++) {
		subbufs_init(&subbufs, true);
		note(100, false, 0, 0);
		subbufs.place.at = at;
		subbufs_look_ahead(&subbufs);
		assert_int_equal(subbufs.sure, (at / SIZE + 1) * SIZE - STALE_MAX);
		assert_int_equal(subbufs.whole, NOWHERE);
	}
	/* Before the place from which on it is known, nothing. */
	subbufs.place.begin = subbufs.place.at + 1;
	subbufs_look_ahead(&subbufs);
	assert_int_equal(subbufs.sure, 0);
	/* One that was ended early ends there without such bytes, */
	subbufs_init(&subbufs, true);
	note(1000, true, 0, 1000);
	subbufs_look_ahead(&subbufs);
	assert_int_equal(subbufs.sure, 1000);
	/* one later than it says to none, */
	subbufs_init(&subbufs, true);
	note_followed(1000, true, 0, SIZE + 1000);
	subbufs.place.at = 1000 - 64;
	subbufs_look_ahead(&subbufs);
	assert_int_equal(subbufs.sure, 1000);
	/* and one that is behind nothing. */
	subbufs.place.at = 1000;
	subbufs_look_ahead(&subbufs);
	assert_int_equal(subbufs.sure, 0);
	/* Of several that it may be the next counts, with the bytes if frames passed one before. */
	subbufs_init(&subbufs, true);
	note_followed(800, false, 0, 1000 + 2 * SIZE);
	subbufs_look_ahead(&subbufs);
	assert_int_equal(subbufs.sure, 1000);
	subbufs.place = go_to(1000);
	subbufs.place.at = 1500;
	subbufs_look_ahead(&subbufs);
	assert_int_equal(subbufs.sure, SIZE - STALE_MAX);
	subbufs.place.at = SIZE;
	subbufs_look_ahead(&subbufs);
	assert_int_equal(subbufs.sure, SIZE + 1000 - STALE_MAX);
}

/* From where on, AT being places of the stream, the relay buffer may have been full. */
static void expect_full(uint64_t from, uint64_t to)
{
	for (uint64_t at = 0; at < to + 2 * SIZE; at += 8)
		assert_int_equal(
			subbufs_full(&subbufs, &subbufs.place, at), at >= from && at <= to);
	subbufs_look_ahead(&subbufs);
	assert_int_equal(subbufs.whole, from <= to ? from : NOWHERE);
}

/* With all but two of its sub-buffers full while it was read, and one less for each read before it
 * whose end is still to come. */
static void where_the_buffer_was_full(void **state)
{
	const uint64_t least = (ROOM - 2) * SIZE;

	(void)state;
	for (uint64_t filled = 0; filled < 12 * SIZE; filled += 512) {
		subbufs_init(&subbufs, true);
		note(1000, true, 0, 1000 + filled);
		expect_full(least, 1000 + filled);
	}
	for (unsigned reads = 0; reads < ROOM; reads++) {
		uint64_t at = 1000 * reads, fewer = reads < ROOM - 2 ? reads * SIZE : least;

		subbufs_init(&subbufs, true);
		for (unsigned i = 0; i < reads; i++)
			note(1000, true, 1000 * i, 1000 * (i + 1));
		note(2000, false, at, at + 10 * SIZE);
		expect_full(at + least - fewer, at + 10 * SIZE);
		if (reads < ROOM - 2)
			continue;
		/* All that there may be was there before the read began: whole ones count. */
		subbufs_init(&subbufs, true);
		for (unsigned i = 0; i < reads; i++)
			note(1000, true, 1000 * i, 1000 * (i + 1));
		note(SIZE - 1, false, at, at);
		note(2000, false, at, at + 10 * SIZE);
		expect_full(at, at + 10 * SIZE);
	}
	/* Those that were passed are none before it. */
	subbufs_init(&subbufs, true);
	for (unsigned i = 0; i < 3; i++)
		note(1000, true, 1000 * i, 1000 * (i + 1));
	subbufs.place = go_to(3000);
	note(2000, false, 3000, 3000 + 10 * SIZE);
	expect_full(3000 + least, 3000 + 10 * SIZE);
	/* What was there before it is not what was printed while it was under way. */
	subbufs_init(&subbufs, true);
	note(1000, false, 7 * SIZE, 9 * SIZE);
	expect_full(7 * SIZE, 9 * SIZE);
	subbufs_init(&subbufs, true);
	note(1000, false, 8 * SIZE, 9 * SIZE);
	expect_full(8 * SIZE, 9 * SIZE);
	/* Less than a sub-buffer more: this read ended one that was not full, or the module's end,
	 * behind which nothing is read. */
	subbufs_init(&subbufs, true);
	note(8 * SIZE + 101, false, 8 * SIZE, 8 * SIZE + 100);
	expect_full(NOWHERE, 0);
	subbufs_init(&subbufs, true);
	note(8 * SIZE + 100, false, 8 * SIZE, 8 * SIZE + 100);
	expect_full(8 * SIZE, 8 * SIZE + 100);
	/* Nothing more: it could end none, as none had room. */
	subbufs_init(&subbufs, true);
	note(1000, false, 8 * SIZE, 8 * SIZE);
	expect_full(8 * SIZE, 8 * SIZE);
}

/* The end that was passed last still tells it, those before do not. */
static void what_was_passed_was_full(void **state)
{
	(void)state;
	subbufs_init(&subbufs, true);
	note(1000, false, 0, 10 * SIZE);
	note(0, false, 10 * SIZE, 10 * SIZE);
	subbufs.place = go_to(10 * SIZE);
	assert_int_equal(subbufs.place.next, 1);
	assert_true(subbufs_full(&subbufs, &subbufs.place, 10 * SIZE));
	subbufs_look_ahead(&subbufs);
	assert_int_equal(subbufs.whole, NOWHERE); /* ahead, there is none */
	note(10 * SIZE, false, 10 * SIZE, 10 * SIZE + 100);
	subbufs.place = go_to(10 * SIZE + 100);
	assert_int_equal(subbufs.place.next, 2);
	assert_false(subbufs_full(&subbufs, &subbufs.place, 10 * SIZE));
	/* Ahead of the end that was passed others were filled meanwhile. */
	subbufs_init(&subbufs, true);
	note(1000, true, 0, 1000 + 10 * SIZE);
	subbufs.place = go_to(1000);
	assert_int_equal(subbufs.place.next, 1);
	expect_full((ROOM - 2) * SIZE, 1000 + 10 * SIZE);
}

/* Where one was certainly ended no frame goes on. */
static void no_frame_goes_over_an_end(void **state)
{
	(void)state;
	subbufs_init(&subbufs, true);
	assert_int_equal(subbufs_barrier(&subbufs, &subbufs.place), NOWHERE);
	for (unsigned more = SIZE - 1; more <= SIZE; more++) {
		subbufs_init(&subbufs, true);
		note(1000, false, 0, more); /* a whole one may as well have been filled */
		assert_int_equal(
			subbufs_barrier(&subbufs, &subbufs.place), more < SIZE ? more : NOWHERE);
	}
	subbufs_init(&subbufs, true);
	note(1000, false, 0, 1000 + SIZE); /* it may be at one of two places */
	note(1000 + SIZE, true, 1000 + SIZE, 2000 + SIZE);
	for (uint64_t at = 0; at < 2 * SIZE; at++) {
		struct subbuf_place place = subbufs.place;

		place.at = at;
		assert_int_equal(subbufs_barrier(&subbufs, &place),
			at < 2000 + SIZE ? 2000 + SIZE : NOWHERE);
		place.next = 2;
		assert_int_equal(subbufs_barrier(&subbufs, &place), NOWHERE);
	}
}

/* A read that may have been the last: the module's end may have ended another sub-buffer, where the
 * size tells, so that the one which the read ended may be anywhere behind its begin. */
static void an_end_in_doubt(void **state)
{
	(void)state;
	subbufs_init(&subbufs, true);
	note(SIZE, true, 0, 1000);
	note(SIZE, false, 1000 + SIZE, 1500 + 5 * SIZE);
	assert_int_equal(subbufs.doubt, 1000 + SIZE);
	assert_true(subbufs.unread);
	expect_from(1000, 1000, 1000 + SIZE + 1);
	expect_doubt(1000, 1000 + SIZE + 1, 1500 + 5 * SIZE);
	subbufs.place = go_to(1000 + SIZE - 64);
	subbufs_look_ahead(&subbufs);
	assert_int_equal(subbufs.sure, 1000 + SIZE - STALE_MAX);
	subbufs.place.at = 1000 + SIZE;
	subbufs_look_ahead(&subbufs);
	assert_int_equal(subbufs.sure, 1000 + SIZE);

	for (unsigned n = 0; n <= MOST; n++) {
		struct subbuf_place place = go_to(1000 + 2 * SIZE - 5);

		/* A frame where the old one has no room: it was passed, and the next may be
		 * anywhere, until one is passed, too. */
		if (n == 0) {
			subbufs_skip(&subbufs, &place, 0, MOST);
			assert_int_equal(subbufs_skips(&subbufs, &place, MOST), ANY);
			assert_int_equal(subbufs_next(&subbufs, &place, place.at), NOWHERE);
			subbufs_begin(&subbufs, &place);
			subbufs_arrive(&subbufs, &place);
			assert_false(place.unsure);
		} else {
			subbufs_lose(&place);
		}
		/* There is none that it would be instead of. */
		subbufs_skip_to(&subbufs, &place);
		assert_false(place.unsure);
		subbufs_skip(&subbufs, &place, n, MOST);
		assert_int_equal(place.at, 1000 + 2 * SIZE - 5 + n);
		assert_int_equal(place.begin, n ? place.at : NOWHERE);
		assert_int_equal(place.next, 1);
	}
	/* Nor is anything left of another that was unsure. */
	struct subbuf_place lost = {.at = 1000, .begin = 0, .unsure = true};
	subbufs_lose(&lost);
	assert_false(lost.unsure);
	/* Where there is room nothing is learnt. */
	struct subbuf_place place = go_to(1000 + 2 * SIZE - 64);
	subbufs_skip(&subbufs, &place, 0, MOST);
	assert_int_equal(place.begin, 1000);

	/* All that was closed was read, and nothing behind it: it stays so. */
	note(1500 + 3 * SIZE, true, 1500 + 5 * SIZE, 1500 + 5 * SIZE);
	assert_int_equal(subbufs.doubt, 1000 + SIZE);
	assert_false(subbufs.unread);
	note(0, true, 1500 + 5 * SIZE, 1500 + 5 * SIZE);
	assert_int_equal(subbufs.doubt, 1000 + SIZE);
	/* Where the file was emptied before the module's end, frames pass the place where the read
	 * would have ended one: that is as doubtful. */
	subbufs_init(&subbufs, true);
	note(2 * SIZE, true, 0, 1500 + 3 * SIZE);
	subbufs.place = go_to(2 * SIZE);
	assert_int_equal(subbufs.place.begin, 1500 + SIZE);
	assert_int_equal(subbufs.place.next, subbufs.end_count);
	note(1500 + SIZE, true, 1500 + 3 * SIZE, 1500 + 3 * SIZE);
	assert_int_equal(subbufs.doubt, 0);
}

/* What comes tells that it was not the last, and so where its end was. */
static void an_end_in_doubt_is_told(void **state)
{
	(void)state;
	for (unsigned way = 0; way < 4; way++) {
		subbufs_init(&subbufs, true);
		note(SIZE, false, 0, 1500 + 2 * SIZE);
		subbufs.place = go_to(1000);
		if (way == 1)
			subbufs.place = go_to(1600);
		if (way >= 2) {
			subbufs.place.at = way == 2 ? SIZE + 1600 : 1500 + 2 * SIZE - 1;
			subbufs_lose(&subbufs.place);
		}
		note(500 + SIZE, false, 1500 + 2 * SIZE, 1500 + 2 * SIZE);
		assert_int_equal(subbufs.doubt, 0);
		assert_false(subbufs.place.unsure);
		assert_int_equal(subbufs.place.begin, way >= 2 ? NOWHERE : 0);
		note(100, true, 1500 + 2 * SIZE, 1600 + 2 * SIZE);
		assert_int_equal(subbufs.doubt, NOWHERE);
		assert_int_equal(subbufs.place.unsure, way == 1);
		assert_int_equal(subbufs.place.begin, way >= 2 ? 1500 + SIZE : 0);
		assert_int_equal(subbufs.place.next, way >= 2);
		assert_int_equal(skips_at(1600 + 2 * SIZE), 1);
	}
	/* One that found nothing ended none that was filled since. */
	subbufs_init(&subbufs, true);
	note(1000, true, 0, 1000);
	note(0, true, 1000, 1000 + 3 * SIZE);
	assert_int_equal(subbufs.doubt, NOWHERE);
	/* Nor did one whose file grew by less than a sub-buffer end another. */
	subbufs_init(&subbufs, true);
	note(100, false, 0, SIZE - 1);
	assert_int_equal(subbufs.doubt, NOWHERE);
	note(100, false, SIZE - 1, 2 * SIZE - 1);
	assert_int_equal(subbufs.doubt, SIZE - 1);
	/* One lost behind which another was passed is found where the next begins. */
	subbufs.place.at = 2 * SIZE;
	subbufs_lose(&subbufs.place);
	subbufs.place.next = subbufs.end_count;
	note(3 * SIZE, true, 2 * SIZE - 1, 2 * SIZE + 20);
	assert_int_equal(subbufs.place.begin, NOWHERE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_read_that_left_something),
		cmocka_unit_test(places_that_are_the_same),
		cmocka_unit_test(a_sub_buffer_begins),
		cmocka_unit_test(who_skips_frames),
		cmocka_unit_test(the_next_begin),
		cmocka_unit_test(what_is_sure),
		cmocka_unit_test(where_the_buffer_was_full),
		cmocka_unit_test(what_was_passed_was_full),
		cmocka_unit_test(no_frame_goes_over_an_end),
		cmocka_unit_test(an_end_in_doubt),
		cmocka_unit_test(an_end_in_doubt_is_told),
	};

	return cmocka_run_group_tests_name("subbufs_place", tests, NULL, NULL);
}
