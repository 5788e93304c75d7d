/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which of two headers is right: by where they lead, and by who knows of numbers elsewhere. */
#include "tests/unit/ways.h"

static void expect_found(size_t at, uint32_t n, bool doubtful)
{
	struct walk there = walk;
	struct header header;

	doubt = false;
	assert_int_equal(choice_find(&view, &there, &header, &doubt), FOUND);
	assert_int_equal(header.at, at);
	assert_int_equal(header.sequence, LAST + n);
	assert_int_equal(there.place.at, view.origin + at);
	assert_int_equal(doubt, doubtful);
}

static void expect_not_found(enum found found)
{
	struct walk there = walk;
	struct header header;

	doubt = false;
	assert_int_equal(choice_find(&view, &there, &header, &doubt), found);
	assert_false(doubt);
}

/* Behind as much as the end of a sub-buffer leaves at most. */
static void behind_padding(void **state)
{
	static const enum dialect dialects[] = {DIALECT_4, DIALECT_5};

	(void)state;
	for (unsigned i = 0; i < 2; i++)
		for (size_t n = 0; n < 14; n++) {
			begin(dialects[i], 0);
			memset(data, i ? 0 : 0xff, n);
			view.size = put(put(put(n, 1, 20), 2, 30), 3, 5);
			if (n <= (i ? 11 : 8))
				expect_found(n, 1, false);
			else
				expect_not_found(NOT_HERE);
			/* What pads in dialect 5 is NULs. */
			for (size_t other = 0; i && other < n && n <= 11; other++) {
				data[other] = 'x';
				expect_not_found(NOT_HERE);
				data[other] = 0;
			}
		}
}

static void at_the_end(void **state)
{
	static const enum dialect dialects[] = {DIALECT_4, DIALECT_5};

	(void)state;
	for (unsigned i = 0; i < 2; i++)
		for (size_t left = 0; left < 12; left++) {
			size_t most = i ? 11 : 8;

			begin(dialects[i], left);
			memset(data, 0, left);
			expect_not_found(left <= most ? AT_END : NOT_HERE);
			view.complete = false;
			if (left < most)
				expect_not_found(NEED_MORE);
			view.complete = true;
			if (left)
				data[left - 1] = 'x';
			expect_not_found(left <= most && (!i || !left) ? AT_END : NOT_HERE);
		}
}

/*
 * Two ways, from the begin of the view and from 8 bytes behind it: of A and B frames, each
 * of which ends where the next begins. They never meet. DISTANCE: how far the first number of
 * the second is from the one before.
 */
static void two_ways(unsigned a, unsigned b, uint32_t distance)
{
	begin(DIALECT_4, 20000);
	for (unsigned i = 0; i < a; i++)
		put_first_way(i, 1 + i);
	for (unsigned i = 0; i < b; i++)
		put_second_way(i, distance + i);
}

/* Of two such ways of 40 frames the numbers of one are MORE higher, from its frame FROM on. */
static void higher(bool second, unsigned from, uint32_t more)
{
	for (unsigned i = from; i < 40; i++)
		put(200 * i + (second ? 50 : 0), 1 + i + more, 192);
}

/* A way that leads on far enough is right; of two that do not the longer is. */
static void the_longer_way(void **state)
{
	static const unsigned counts[] = {1, 2, 3, 20, 31, 32, 33, 40};

	(void)state;
	for (unsigned i = 0; i < 8; i++)
		for (unsigned j = 0; j < 8; j++) {
			unsigned a = counts[i], b = counts[j];
			bool first = a >= 32 ? b < 32 : a > b;

			two_ways(a, b, 1);
			expect_found(first ? 0 : 8, 1, a >= 32 && b >= 32);
		}
}

/* Where both go on, that of which the numbers are nearer is the likelier. */
static void the_nearer_numbers(void **state)
{
	(void)state;
	for (uint32_t distance = 1; distance < 1 << 20; distance *= 4) {
		two_ways(40, 40, distance);
		if (distance < 2)
			expect_found(8, distance, true);
		else
			expect_found(0, 1, true);
	}
	/* Those of all that is looked at. */
	two_ways(40, 40, 1);
	higher(false, 31, 0x10000);
	expect_found(8, 1, true);
	two_ways(40, 40, 1);
	higher(true, 31, 0x10000);
	expect_found(0, 1, true);
}

/* A way leads on if it ends where all ends, but for what pads there. */
static void to_the_end_of_all(void **state)
{
	(void)state;
	for (size_t behind = 0; behind < 60; behind++) {
		two_ways(3, 2, 1);
		view.size = 600 + behind;
		expect_found(behind > 8 ? 0 : 0, 1, false);
		two_ways(2, 3, 1);
		view.size = 650 + behind;
		expect_found(8, 1, false);
		/* The shorter one alone comes to it. */
		two_ways(2, 1, 1);
		view.size = 242 + behind + 8;
		expect_found(behind <= 8 ? 8 : 0, 1, false);
		two_ways(1, 2, 1);
		view.size = 200 + behind;
		expect_found(behind <= 8 ? 0 : 8, 1, false);
	}
}

/* What is still to come may tell, until too much of it was waited for. */
static void more_may_tell(void **state)
{
	(void)state;
	/* Both go on as far as can be seen. */
	two_ways(3, 3, 1);
	view.size = 600;
	view.complete = false;
	expect_not_found(NEED_MORE);
	/* One does. */
	two_ways(1, 3, 1);
	view.size = 600;
	view.complete = false;
	expect_found(8, 1, false);
	two_ways(3, 1, 1);
	view.size = 600;
	view.complete = false;
	expect_found(0, 1, false);
	/* Both so far that it is enough: nothing is left that could tell. */
	two_ways(40, 40, 1);
	view.complete = false;
	expect_found(8, 1, true);
	/* One of them so far. */
	two_ways(40, 20, 1);
	view.size = 4000;
	view.complete = false;
	expect_not_found(NEED_MORE);
	for (size_t size = WAIT_MAX - 2; size <= WAIT_MAX + 2; size++) {
		begin(DIALECT_4, size);
		view.complete = false;
		put(put(put(0, 1, FRAME_BODY_MAX - 100), 2, FRAME_BODY_MAX), 3, FRAME_BODY_MAX);
		put(put(put(8, 1, FRAME_BODY_MAX - 50), 2, FRAME_BODY_MAX), 3, FRAME_BODY_MAX);
		if (size < WAIT_MAX)
			expect_not_found(NEED_MORE);
		else
			expect_found(8, 1, true);
	}
}

/* The same from within the view, with what is before it out of the way. */
static void from_within_the_view(void **state)
{
	(void)state;
	for (size_t before = 0; before < 40; before += 3)
		for (size_t left = 0; left < 10; left++) {
			begin(DIALECT_4, before + left);
			walk.place.at += before;
			expect_not_found(left <= 8 ? AT_END : NOT_HERE);
			begin(DIALECT_5, before + left);
			memset(data + before, 0, left);
			walk.place.at += before;
			expect_not_found(AT_END);
		}
	for (size_t size = WAIT_MAX - 2; size <= WAIT_MAX + 2; size++) {
		begin(DIALECT_4, 500 + size);
		view.complete = false;
		walk.place.at += 500;
		put(put(put(500, 1, FRAME_BODY_MAX - 100), 2, FRAME_BODY_MAX), 3, FRAME_BODY_MAX);
		put(put(put(508, 1, FRAME_BODY_MAX - 50), 2, FRAME_BODY_MAX), 3, FRAME_BODY_MAX);
		if (size < WAIT_MAX)
			expect_not_found(NEED_MORE);
		else
			expect_found(508, 1, true);
	}
}

/* A way goes on over what pads between its frames, if it may be padding. */
static void over_padding(void **state)
{
	(void)state;
	for (size_t n = 1; n < 14; n++) {
		size_t at = 0;

		/* Five frames with so much between them, and three behind each other. */
		two_ways(0, 3, 1);
		for (unsigned i = 0; i < 5; i++)
			at = put(at, 1 + i, 192) + n;
		expect_found(n <= 8 ? 0 : 8, 1, false);
	}
}

/* Before the first frame there is no number; behind it numbers rise. */
static void the_first_of_all(void **state)
{
	(void)state;
	two_ways(2, 2, 1);
	put(0, 9, 192);
	put(200, 8, 192);
	walk.started = false;
	expect_found(8, 1, false);
	two_ways(2, 2, 1);
	put(8, 9, 234);
	put(250, 8, 192);
	walk.started = false;
	expect_found(0, 1, false);
}

/* Numbers wrap: 0 is one as any other. */
static void number_0(void **state)
{
	(void)state;
	two_ways(0, 0, 1);
	walk.last = UINT32_MAX;
	view.size = put(put(0, 0 - LAST, 20), 0x1000000 - LAST, 30);
	expect_found(0, 0 - LAST, false);
}

/* A header of which the body is still to come, but for the byte without which it is none. */
static void a_header_at_the_end(void **state)
{
	(void)state;
	for (size_t n = 0; n <= 8; n++) {
		begin(DIALECT_4, n + 9);
		put(n, 1, 0x10000);
		expect_found(n, 1, false);
		view.complete = false;
		expect_found(n, 1, false);
		view.size--;
		expect_not_found(NEED_MORE);
		view.complete = true;
		expect_not_found(n ? NOT_HERE : AT_END);
	}
}

/* More ways than are followed: each frame may be followed by either of two. */
static void too_many_ways(void **state)
{
	(void)state;
	begin(DIALECT_4, 20000);
	for (unsigned i = 0; i < 30; i++) {
		put(100 * i, 1 + 2 * i, 92);
		put(100 * i + 8, 2 + 2 * i, 84);
	}
	expect_found(8, 2, true);
	view.complete = false;
	expect_not_found(NEED_MORE);
}

/* What others know of the number that is on one way and not on the other. */
static void who_is_asked(void **state)
{
	(void)state;
	for (unsigned of_second = 0; of_second < 2; of_second++) {
		/* 1, 4 and so on, or 1, 3, 4 and so on. */
		two_ways(40, 40, 1);
		higher(!of_second, 1, 2);
		higher(of_second, 1, 1);
		stream.elsewhere = elsewhere;
		known = NOT_ELSEWHERE;
		expect_found(of_second ? 8 : 0, 1, false);
		assert_int_equal(asked, LAST + 3);
		assert_int_equal(questions, 1);
		known = ELSEWHERE;
		expect_found(of_second ? 0 : 8, 1, false);
		assert_int_equal(asked, LAST + 3);
		assert_int_equal(questions, 2);
		known = NOT_KNOWN_YET;
		expect_not_found(NEED_MORE);
		assert_int_equal(questions, 3);
		known = NEVER_KNOWN;
		expect_found(8, 1, true);
		assert_int_equal(questions, 4);
	}
}

/* That a number is here says nothing of the one before it. */
static void the_number_before(void **state)
{
	(void)state;
	for (unsigned of_second = 0; of_second < 2; of_second++) {
		/* 1, 2, 4 and so on, or 1, 2, 3 and so on. */
		two_ways(40, 40, 1);
		higher(!of_second, 2, 1);
		stream.elsewhere = elsewhere;
		known = NOT_ELSEWHERE;
		expect_found(of_second ? 8 : 0, 1, false);
		assert_int_equal(asked, LAST + 3);
	}
}

/* Who has seen no more of a way than numbers before one does not know that it is none of its. */
static void what_is_not_told(void **state)
{
	(void)state;
	begin(DIALECT_4, WAIT_MAX);
	put(put(0, 1, FRAME_BODY_MAX), 2, FRAME_BODY_MAX);
	put(put(put(8, 1, 100000), 2, 50000), 3, FRAME_BODY_MAX);
	view.complete = false;
	stream.elsewhere = elsewhere;
	known = ELSEWHERE;
	expect_found(8, 1, true);
	assert_int_equal(questions, 0);
}

/* A number that is elsewhere can't be on the way; one that is here can't be passed over. */
static void the_first_header_is_refuted(void **state)
{
	(void)state;
	/* 3, 4 and so on, or 2, 3, 4 and so on. */
	two_ways(40, 40, 2);
	higher(false, 0, 2);
	put(8, 2, 234);
	stream.elsewhere = elsewhere;
	known = NOT_ELSEWHERE;
	expect_found(8, 2, false);
	assert_int_equal(asked, LAST + 2);
	known = ELSEWHERE;
	expect_found(0, 3, false);
}

/* Of two ways that have the same numbers no one knows which it is. */
static void the_same_numbers(void **state)
{
	(void)state;
	two_ways(40, 40, 1);
	stream.elsewhere = elsewhere;
	known = ELSEWHERE;
	expect_found(8, 1, true);
	assert_int_equal(questions, 0);
	/* One that ends with all tells all of its numbers: the next is none of them. */
	two_ways(3, 2, 1);
	put(250, 2, 342);
	view.size = 600;
	stream.elsewhere = elsewhere;
	known = ELSEWHERE;
	expect_found(8, 1, false);
	assert_int_equal(asked, LAST + 3);
	/* That it has none behind them is no number, not even 0. */
	begin(DIALECT_4, 800);
	walk.last = UINT32_MAX - 2;
	for (uint32_t i = 0; i < 4; i++)
		put_first_way(i, UINT32_MAX - 1 + i - LAST);
	put(8, UINT32_MAX - 1 - LAST, 234);
	put(250, UINT32_MAX - LAST, 542);
	stream.elsewhere = elsewhere;
	known = ELSEWHERE;
	expect_found(8, UINT32_MAX - 1 - LAST, false);
	assert_int_equal(asked, 0);
	/* One that is too long to be seen to its end tells none behind what is seen. */
	two_ways(32, 32, 1);
	put(200 * 31, 50, 192);
	put(200 * 31 + 50, 60, 192);
	stream.elsewhere = elsewhere;
	known = ELSEWHERE;
	expect_found(8, 1, false);
	assert_int_equal(asked, LAST + 50);
	known = NOT_ELSEWHERE;
	expect_found(0, 1, false);
}

/* Of two sub-buffers that a read may have ended: at the end of one of them, and nowhere else. */
static void two_places(void **state)
{
	(void)state;
	for (size_t n = 0; n <= 8; n++) {
		begin(DIALECT_4, 600);
		subbufs_note(&stream.subbufs,
			&(struct subbuf_read){
				.size = SIZE, .bytes = 800, .closed = 2 * SIZE + 1000});
		stream.subbufs.doubt = UINT64_MAX; /* more was read behind it */
		walk.place = stream.subbufs.place;
		walk.place.at = 1000;
		subbufs_arrive(&stream.subbufs, &walk.place);
		assert_true(walk.place.unsure);
		walk.place.at = view.origin = SIZE - 5;
		put(put(n, 1, 20), 2, 30);
		if (n == 0 || n == 5)
			expect_found(n, 1, false);
		else
			expect_not_found(NOT_HERE);
	}
}

/* Behind one that a read ended the next begins there. */
static void behind_a_read(void **state)
{
	(void)state;
	for (size_t left = 1; left <= 8; left++) {
		begin_behind_a_read(left);
		put(left, 1, 10);
		expect_found(left, 1, false);
	}
}

/* Where it is known how sub-buffers end there is one place, and nothing to decide. */
static void one_place(void **state)
{
	(void)state;
	for (size_t left = 0; left <= 8; left++) {
		begin(DIALECT_4, 600);
		subbufs_note(&stream.subbufs,
			&(struct subbuf_read){.size = SIZE, .bytes = SIZE, .closed = SIZE});
		stream.subbufs.doubt = UINT64_MAX; /* more was read behind it */
		walk.place = stream.subbufs.place;
		walk.place.at = view.origin = 3 * SIZE - left;
		put(left, 1, 10);
		put(left ? left - 1 : 8, 1, 10);
		struct header header;
		put(left, 1, 10);
		assert_int_equal(choice_find(&view, &walk, &header, &doubt), FOUND);
		assert_int_equal(header.at, left);
		assert_int_equal(walk.place.at, 3 * SIZE);
		assert_false(doubt);
		/* A header that is not all there. */
		view.size = left + 7;
		view.complete = false;
		walk.place.at = 3 * SIZE - left;
		assert_int_equal(choice_find(&view, &walk, &header, &doubt), NEED_MORE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(behind_padding),
		cmocka_unit_test(at_the_end),
		cmocka_unit_test(the_longer_way),
		cmocka_unit_test(the_nearer_numbers),
		cmocka_unit_test(to_the_end_of_all),
		cmocka_unit_test(more_may_tell),
		cmocka_unit_test(from_within_the_view),
		cmocka_unit_test(over_padding),
		cmocka_unit_test(the_first_of_all),
		cmocka_unit_test(number_0),
		cmocka_unit_test(a_header_at_the_end),
		cmocka_unit_test(too_many_ways),
		cmocka_unit_test(who_is_asked),
		cmocka_unit_test(the_number_before),
		cmocka_unit_test(what_is_not_told),
		cmocka_unit_test(the_first_header_is_refuted),
		cmocka_unit_test(the_same_numbers),
		cmocka_unit_test(two_places),
		cmocka_unit_test(behind_a_read),
		cmocka_unit_test(one_place),
	};

	return cmocka_run_group_tests_name("choice", tests, NULL, NULL);
}
