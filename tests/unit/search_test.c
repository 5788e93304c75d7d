/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The search for frames where no one knows what is next, of which reads told some places. */
#include "stream/search.h"
#include "tests/unit/ways.h"

/* Sub-buffers begin ROOM bytes behind the begin of the view; or OTHER bytes, if that is not 0. */
static void begin_known(uint32_t room, uint32_t other)
{
	begin(DIALECT_4, 0);
	stream.subbufs.size = SIZE;
	stream.subbufs.read = ORIGIN + 10 * SIZE;
	walk.place.begin = ORIGIN + room - SIZE;
	walk.place.next = 0;
	walk.place.unsure = other > 0;
	stream.subbufs.ends[0] =
		(struct subbuf_end){.from = 0, .to = ORIGIN + 2 * SIZE + other, .full = UINT16_MAX};
	stream.subbufs.end_count = other > 0;
}

/* Headers that are nearer, or farther, are none. */
static void where_one_sub_buffer_ends(void **state)
{
	struct header header;

	(void)state;
	for (uint32_t room = 1; room <= 8; room++)
		for (uint32_t at = 0; at <= 10; at++) {
			begin_known(room, 0);
			view.size = put(at, 1, 40);
			struct walk there = walk;
			assert_int_equal(
				search_look(&view, &there, LATER, &header) == FOUND, at == room);
			there = walk;
			assert_int_equal(search_find(&view, &there, &header) == FOUND, at == room);
			assert_true(at != room || header.at == at);
		}
}

/* What reads told leaves two. */
static void where_one_of_two_ends(void **state)
{
	struct header header;

	(void)state;
	for (uint32_t room = 1; room <= 8; room++)
		for (uint32_t other = 1; other <= 8; other++)
			for (uint32_t at = 0; at <= 10; at++) {
				begin_known(room, other);
				view.size = put(put(at, 1, 40), 2, 3);
				bool is = at == room || at == other;
				struct walk there = walk;
				assert_int_equal(
					search_look(&view, &there, LATER, &header) == FOUND, is);
				there = walk;
				assert_int_equal(search_find(&view, &there, &header) == FOUND, is);
				assert_true(!is || header.at == at);
			}
}

/* By the byte of a header that others seldom have, from one place to before another, in view. */
static void places_worth_a_look(void **state)
{
	static const enum dialect dialects[] = {DIALECT_4, DIALECT_5};

	(void)state;
	for (unsigned d = 0; d < 2; d++)
		for (size_t at = 0; at < 30; at++) {
			const uint32_t least = FRAME_BODY_MAX - 1;
			size_t byte = 0;

			begin(dialects[d], 30);
			if (d)
				data[at] = '\xf0';
			/* Of a length, whose highest byte is 0 and no other is. */
			for (byte = 4; !d && ((const char *)&least)[byte - 4]; byte++)
				;
			byte = d ? 0 : byte;
			if (!d)
				data[at + byte] = 0;
			for (size_t from = 0; from < 30; from++)
				for (size_t limit = from; limit < 30; limit++) {
					bool is = at >= from && at < limit && at + byte < 30;

					assert_int_equal(
						search_place(&view, from, limit), is ? at : limit);
				}
		}
}

/* In dialect 5 what pads is NULs, fewer than a header has bytes. */
static void behind_nuls(void **state)
{
	struct header header;

	(void)state;
	for (size_t n = 0; n < 14; n++) {
		unsigned most = n < 11 ? (unsigned)n : 11;

		begin(DIALECT_5, 0);
		memset(data, 0, n);
		view.size = put(n, 1, 20);
		assert_int_equal(search_skips(&view, &walk), (2u << most) - 1);
		assert_int_equal(search_find(&view, &walk, &header), n < 12 ? FOUND : NOT_HERE);
		/* A header without a body is one, what is not all there is none. */
		view.size = n + 12;
		assert_int_equal(search_find(&view, &walk, &header), n < 12 ? FOUND : NOT_HERE);
		view.size = n + 11;
		view.complete = false;
		assert_int_equal(search_find(&view, &walk, &header), n < 12 ? NEED_MORE : NOT_HERE);
		/* Nothing but those, with more of them out of view. */
		memset(data, 0, 40);
		view.size = n;
		assert_int_equal(search_skips(&view, &walk), (2u << most) - 1);
		assert_int_equal(search_find(&view, &walk, &header), NEED_MORE);
		view.complete = true;
		assert_int_equal(search_find(&view, &walk, &header), n < 12 ? AT_END : NOT_HERE);
		for (size_t other = 0; other < n; other++) {
			data[other] = 'x';
			assert_int_equal(search_find(&view, &walk, &header), NOT_HERE);
			data[other] = 0;
		}
	}
}

/* Behind the place where a read ended a sub-buffer the next begins there. */
static void behind_a_read(void **state)
{
	(void)state;
	for (unsigned left = 1; left <= 8; left++) {
		begin_behind_a_read(left);
		assert_int_equal(search_skips(&view, &walk), 1u << left);
	}
}

static void expect_found(size_t at)
{
	struct walk there = walk;
	struct header header;

	assert_int_equal(search_find(&view, &there, &header), FOUND);
	assert_int_equal(header.at, at);
}

static void expect_not_found(enum found found)
{
	struct walk there = walk;
	struct header header;

	assert_int_equal(search_find(&view, &there, &header), found);
}

/* Where there is one place alone a number that is lower is none's, whatever follows it. */
static void a_lower_number_in_one_place(void **state)
{
	(void)state;
	for (uint32_t room = 1; room <= 9; room++) {
		begin_known(room, 0);
		view.size = put_frames(room % 9, 0 - 1000u, 5);
		expect_not_found(NOT_HERE);
	}
}

/* Ways of A frames at the begin, and of B frames 8 bytes behind it: the longer is right, up to
 * three frames. Of equals the first is. */
static void the_longer_way(void **state)
{
	(void)state;
	for (unsigned a = 1; a < 5; a++)
		for (unsigned b = 1; b < 5; b++) {
			begin(DIALECT_4, 20000);
			for (unsigned i = 0; i < a; i++)
				put_first_way(i, 2 + i);
			for (unsigned i = 0; i < b; i++)
				put_second_way(i, 2 + i);
			expect_found(b > a && a < 3 ? 8 : 0);
		}
}

/* One that leads to the end of all is right, too. */
static void the_way_to_the_end(void **state)
{
	(void)state;
	begin(DIALECT_4, 500);
	put(put(0, 2, 192), 3, 92);
	put(8, 2, 500 - 16);
	expect_found(8);
}

/* Of two that are long enough it is that of which the numbers are nearer, where they wrap, too. */
static void the_nearer_numbers(void **state)
{
	static const uint32_t lasts[] = {0, 0x7fffffc0, UINT32_MAX - 9};

	(void)state;
	for (unsigned i = 0; i < 3; i++)
		for (unsigned later = 0; later < 2; later++) {
			begin(DIALECT_4, 20000);
			walk.last = LAST + lasts[i];
			for (uint32_t n = 0; n < 3; n++) {
				put_first_way(n, lasts[i] + 2 + n * (later ? 0x80 : 1));
				put_second_way(n, lasts[i] + 2 + n * (later ? 1 : 0x80));
			}
			expect_found(later ? 8 : 0);
		}
	/* A number that is far away is none where one is near. */
	begin(DIALECT_4, 20000);
	for (uint32_t n = 0; n < 3; n++) {
		put_first_way(n, (1 << 21) + n);
		put_second_way(n, 50 + n);
	}
	expect_found(8);
}

/* More may tell where a way leads out of view; not if it is long enough, or too much is there. */
static void more_may_tell(void **state)
{
	(void)state;
	begin(DIALECT_4, 60);
	put(0, 2, 100);
	expect_found(0);
	view.complete = false;
	expect_not_found(NEED_MORE);
	for (size_t size = WAIT_MAX - 2; size <= WAIT_MAX + 2; size++) {
		begin(DIALECT_4, 500 + size);
		view.complete = false;
		walk.place.at += 500;
		put(put(500, 2, FRAME_BODY_MAX), 3, FRAME_BODY_MAX);
		if (size < WAIT_MAX)
			expect_not_found(NEED_MORE);
		else
			expect_found(500);
	}
	/* A header with a byte of its body is all that is asked for. */
	begin(DIALECT_4, 9);
	put(0, 2, 1000);
	expect_found(0);
}

static void expect_kept(size_t expected)
{
	struct header header;
	size_t keep = SIZE_MAX;

	assert_false(search_on(&view, &header, &keep));
	assert_int_equal(keep, expected);
}

/* What may be the begin of a header is kept, until nothing comes behind it. */
static void what_may_begin_a_header(void **state)
{
	(void)state;
	for (size_t size = 0; size < 30; size++) {
		begin(DIALECT_4, size);
		stream.last = LAST;
		expect_kept(size);
		view.complete = false;
		expect_kept(size < 9 ? 0 : size - 8);
	}
}

/* As is the first that leads out of view. */
static void what_leads_out_of_view(void **state)
{
	(void)state;
	for (unsigned count = 1; count < 3; count++) {
		begin(DIALECT_4, 200);
		stream.last = LAST;
		put(20, (1 << 21) + 5, 5000);
		if (count > 1)
			put(60, (1 << 21) + 9, 4000);
		view.complete = false;
		expect_kept(20);
	}
	/* Where its number is near nothing behind it is looked at, else that is found. */
	for (uint32_t more = 0; more < 2; more++) {
		struct header header;
		size_t keep = SIZE_MAX;

		begin(DIALECT_4, 1000);
		stream.last = LAST;
		put(20, (1 << 20) + more, 5000);
		put_frames(100, 1, 10);
		view.complete = false;
		assert_int_equal(search_on(&view, &header, &keep), more);
		if (more)
			assert_int_equal(header.at, 100);
		else
			assert_int_equal(keep, 20);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(where_one_sub_buffer_ends),
		cmocka_unit_test(where_one_of_two_ends),
		cmocka_unit_test(places_worth_a_look),
		cmocka_unit_test(behind_nuls),
		cmocka_unit_test(behind_a_read),
		cmocka_unit_test(a_lower_number_in_one_place),
		cmocka_unit_test(the_longer_way),
		cmocka_unit_test(the_way_to_the_end),
		cmocka_unit_test(the_nearer_numbers),
		cmocka_unit_test(more_may_tell),
		cmocka_unit_test(what_may_begin_a_header),
		cmocka_unit_test(what_leads_out_of_view),
	};

	return cmocka_run_group_tests_name("search", tests, NULL, NULL);
}
