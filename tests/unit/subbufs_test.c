/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What reads tell of sub-buffers. */
#include "tests/unit/reads.h"

static void nothing_is_known_within_a_stream(void **state)
{
	(void)state;
	subbufs_init(&subbufs, false);
	assert_int_equal(skips_at(0), ANY);
	note(100, false, 5000, 5000);
	assert_int_equal(skips_at(0), ANY);
	assert_int_equal(skips_at(100), ANY);
	/* What was printed while it was read, or behind that, may be in the file's size, and not be
	 * read. */
	note(100, true, 5000, 9000);
	assert_int_equal(skips_at(200), ANY);
	for (uint64_t grown = SIZE; grown >= SIZE - 16; grown--) {
		note(0, true, 9000 - grown, 9000);
		assert_int_equal(skips_at(200), ANY);
	}
	/* What was there before is the size of a file that gave nothing: a sub-buffer begins here.
	 */
	note(0, true, 9000, 9000);
	for (uint64_t at = 0; at < 200; at++)
		assert_int_equal(skips_at(at), ANY);
	expect_from(200, 200, 200 + 3 * SIZE);
	/* And that is the measure of what the file's size tells from now on. */
	note(50, true, 9000, 9050);
	expect_from(200, 200, 250);
	expect_from(250, 250, 250 + 2 * SIZE);
	note(0, true, 9050, 9050 + 2 * SIZE);
	assert_int_equal(subbufs.ahead, 8800);
}

static void a_size_that_is_not_known(void **state)
{
	(void)state;
	subbufs_init(&subbufs, true);
	note(100, true, 0, 100);
	assert_int_equal(skips_at(100), 1);
	subbufs_note(&subbufs, &(struct subbuf_read){.bytes = 100, .emptied = true});
	for (uint64_t at = 0; at < 300; at += 50)
		assert_int_equal(skips_at(at), ANY);
	assert_int_equal(subbufs.read, 200);
	/* It is learnt anew. */
	note(100, true, 77, 1000);
	note(0, true, 1000, 1000);
	assert_int_equal(skips_at(200), ANY);
	expect_from(300, 300, 300 + SIZE);
}

static void sub_buffers_that_were_filled(void **state)
{
	(void)state;
	subbufs_init(&subbufs, true);
	note(SIZE + 100, false, 0, 3 * SIZE);
	expect_from(0, 0, 1);
	expect_doubt(0, 1, 3 * SIZE);
	note(2 * SIZE, false, 3 * SIZE, 3 * SIZE);
	expect_from(0, 0, 5 * SIZE);
}

/* Each read that empties the file ends a sub-buffer where it came to. */
static void reads_end_sub_buffers(void **state)
{
	(void)state;
	subbufs_init(&subbufs, true);
	note(1000, true, 0, 1000);
	note(500, true, 1000, 1500);
	note(0, true, 1500, 1500);
	note(SIZE, true, 1500, 1500 + SIZE);
	note(7, true, 1500 + SIZE, 1507 + SIZE);
	expect_from(0, 0, 1000);
	expect_from(1000, 1000, 1500);
	expect_from(1500, 1500, 1500 + SIZE);
	expect_from(1500 + SIZE, 1500 + SIZE, 1507 + SIZE);
	expect_from(1507 + SIZE, 1507 + SIZE, 1507 + 3 * SIZE);
}

/* It ended one where it came to, though others were filled before the size was asked for. */
static void others_are_filled_meanwhile(void **state)
{
	(void)state;
	for (unsigned later = 0; later < 4; later++) {
		subbufs_init(&subbufs, true);
		note_followed(1000, true, 0, 1000 + later * SIZE);
		expect_from(0, 0, 1000);
		expect_from(1000, 1000, 1000 + 5 * SIZE);
	}
}

/* Ends of which more are to come than there is room for are lost, and so is where one begins. */
static void too_many_ends(void **state)
{
	(void)state;
	subbufs_init(&subbufs, true);
	for (unsigned i = 0; i < SUBBUF_ENDS - 1; i++) {
		note(1, true, i, i + 1);
		assert_int_equal(skips_at(i + 1), 1);
	}
	assert_true(subbufs.based);
	note(1, true, SUBBUF_ENDS - 1, SUBBUF_ENDS);
	assert_false(subbufs.based);
	assert_int_equal(skips_at(SUBBUF_ENDS - 1), ANY);
	/* Then none is in doubt, either. */
	subbufs_init(&subbufs, true);
	for (unsigned i = 0; i < SUBBUF_ENDS; i++) {
		assert_true(subbufs.based);
		note(1, false, i * SIZE, (i + 1) * SIZE);
	}
	assert_false(subbufs.based);
	assert_int_equal(subbufs.doubt, NOWHERE);
	/* A ring, as they are passed. */
	subbufs_init(&subbufs, true);
	for (unsigned i = 0; i < 5 * SUBBUF_ENDS; i++) {
		note(10, true, 10 * i, 10 * i + 10);
		subbufs.place = go_to(10 * i + 10);
		assert_int_equal(subbufs.place.begin, 10 * i + 10);
		assert_int_equal(subbufs.place.next, i + 1);
	}
}

/* Of places the last 32 bits are kept. */
static void far_along(void **state)
{
	const uint64_t step = UINT32_C(1) << 30;
	uint64_t at = 0;

	(void)state;
	subbufs_init(&subbufs, true);
	for (; at < 9 * step; at += step) {
		note(step, true, at, at + step);
		subbufs.place = go_to(at + step);
		assert_int_equal(subbufs.place.begin, at + step);
		note(3000, true, at + step, at + step + 3000);
		assert_int_equal(subbufs_barrier(&subbufs, &subbufs.place), at + step + 3000);
		expect_from(at + step, at + step, at + step + 3000);
		at += 3000;
		expect_from(at + step, at + step, at + step + SIZE);
	}
}

/* More sub-buffers than can be counted. */
static void very_much_meanwhile(void **state)
{
	const uint64_t most = UINT16_MAX - 1;

	(void)state;
	for (uint64_t count = most - 2; count < most + 3; count++) {
		uint64_t counted = count < most ? count : most;

		subbufs_init(&subbufs, true);
		subbufs_note(
			&subbufs, &(struct subbuf_read){100, true, 16, 0, 0, 100 + count * 16});
		assert_int_equal(subbufs.ends[0].later, counted);
		assert_int_equal(go_to(100 + (count - counted) * 16).next, 1);
		assert_int_equal(go_to(99 + (count - counted) * 16).next, 0);
		subbufs_init(&subbufs, true);
		subbufs_note(&subbufs, &(struct subbuf_read){100, false, 16,
					       (uint32_t)(count + 2) * 16, 0, 16 * (most + 10)});
		assert_int_equal(subbufs.ends[0].full, counted);
	}
}

/* What was filled since a read that emptied the file is no sub-buffer of those that it ended: the
 * last of these is where as many whole ones as hold that begin. */
static void the_last_that_a_read_may_have_ended(void **state)
{
	(void)state;
	for (uint64_t since = 0; since < 3 * SIZE; since++) {
		uint64_t whole = (since + SIZE - 1) / SIZE * SIZE, last = 20000 + since - whole;

		subbufs_init(&subbufs, true);
		note(20000, true, 0, 20000 + since);
		assert_int_equal(go_to(last).next, 1);
		assert_int_equal(go_to(last).begin, last);
		assert_int_equal(go_to(last - 1).next, 0);
	}
	/* It read on in one that stayed open. */
	subbufs_init(&subbufs, true);
	note(1000, true, 0, 500);
	expect_from(500, 500, 2 * SIZE);
	/* And read all of that. */
	subbufs_init(&subbufs, true);
	note(500 + SIZE, true, 0, 500);
	expect_from(500, 500, 2 * SIZE);
}

/* What is forgotten, and what is learnt anew, leaves nothing of what was known. */
static void nothing_old_is_left(void **state)
{
	(void)state;
	for (unsigned learns = 0; learns < 2; learns++) {
		subbufs_init(&subbufs, true);
		note(800, false, 0, 1000 + 2 * SIZE);
		note(800, true, 1000 + 2 * SIZE, 1500 + 2 * SIZE);
		subbufs.place = go_to(1000);
		assert_true(subbufs.place.unsure);
		subbufs_look_ahead(&subbufs);
		assert_true(subbufs.sure > 0);
		subbufs_note(&subbufs, &(struct subbuf_read){.emptied = true,
					       .size = learns ? SIZE : 0,
					       .before = 77,
					       .closed = 77});
		assert_int_equal(subbufs.sure, 0);
		assert_false(subbufs.place.unsure);
		assert_int_equal(subbufs_barrier(&subbufs, &subbufs.place), NOWHERE);
		assert_int_equal(subbufs.based, learns);
		assert_int_equal(subbufs.place.begin, learns ? 1600 : NOWHERE);
	}
}

/* A file that gave nothing gave all before: what its size is then is what was read. */
static void an_empty_file_is_the_measure(void **state)
{
	(void)state;
	subbufs_init(&subbufs, true);
	note(1000, true, 0, 1000);
	subbufs.place = go_to(1000);
	/* Filled since then: whole ones. */
	note(0, true, 1000, 1000 + 2 * SIZE);
	expect_from(1000, 1000, 1000 + 2 * SIZE);
	subbufs_init(&subbufs, true);
	note(1000, true, 0, 1000);
	/* The module's end closed one behind the read: it is still to be read, */
	note(0, true, 1000, 1300);
	assert_int_equal(subbufs.ahead, 0);
	expect_from(0, 0, 1000);
	expect_from(1000, 1000, 1300);
	subbufs.place = go_to(1000);
	/* unless the file gives nothing again. */
	note(0, true, 1300, 1300);
	assert_int_equal(subbufs.ahead, 300);
	expect_from(1000, 1000, 1000 + SIZE);
	note(100, true, 1300, 1400);
	expect_from(1000, 1000, 1100);
	expect_from(1100, 1100, 1100 + SIZE);
	/* What it gives then is no other measure: what is before it stays known. */
	note(0, true, 1400, 1400);
	assert_false(subbufs.unread);
	expect_from(1000, 1000, 1100);
	/* One that gave something is none. */
	note(100, true, 1400, 1700);
	assert_int_equal(subbufs.ahead, 300);
}

/* More was read than was closed, and than one that was open can hold. */
static void a_size_that_is_not_what_it_seems(void **state)
{
	(void)state;
	for (uint32_t more = SIZE - 1; more <= SIZE + 1; more++) {
		subbufs_init(&subbufs, true);
		note(SIZE + more, false, 0, SIZE);
		assert_int_equal(subbufs.distrusted, more > SIZE);
		assert_int_equal(skips_at(SIZE - 4), more > SIZE ? ANY : 1u << 4);
		assert_int_equal(subbufs.size, more > SIZE ? 0 : SIZE);
		/* And never again. */
		note(0, true, SIZE, SIZE + more);
		assert_int_equal(subbufs.size, more > SIZE ? 0 : SIZE);
		/* By the measure that was learnt, if it was. */
		subbufs_init(&subbufs, false);
		note(100, true, 0, 100 + 9 * SIZE);
		note(0, true, 100 + 9 * SIZE, 100 + 9 * SIZE);
		note(SIZE + more, false, 100 + 9 * SIZE, 100 + 10 * SIZE);
		assert_int_equal(subbufs.distrusted, more > SIZE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_known_within_a_stream),
		cmocka_unit_test(a_size_that_is_not_known),
		cmocka_unit_test(sub_buffers_that_were_filled),
		cmocka_unit_test(reads_end_sub_buffers),
		cmocka_unit_test(others_are_filled_meanwhile),
		cmocka_unit_test(too_many_ends),
		cmocka_unit_test(far_along),
		cmocka_unit_test(very_much_meanwhile),
		cmocka_unit_test(the_last_that_a_read_may_have_ended),
		cmocka_unit_test(nothing_old_is_left),
		cmocka_unit_test(an_empty_file_is_the_measure),
		cmocka_unit_test(a_size_that_is_not_what_it_seems),
	};

	return cmocka_run_group_tests_name("subbufs", tests, NULL, NULL);
}
