/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The places where the next frame of a CPU may begin, to the byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "stream/stand.h"

static char data[3 * 65536];
static struct merge_source source;
static struct stand_facts facts;
static struct stand stand;

/* A stream of DIALECT with SIZE bytes, all 255, behind which nothing comes. */
static void begin(enum dialect dialect, size_t size)
{
	memset(data, 0xff, sizeof(data));
	memset(&source, 0, sizeof(source));
	memset(&stand, 0, sizeof(stand));
	frame_stream_init(&source.stream, dialect, true);
	source.buffer = data;
	source.end = size;
	source.complete = true;
	layout_begin(&facts.layout, 0);
	facts.ahead = 0;
}

static void put_header(size_t at, uint32_t number, uint32_t length)
{
	if (source.stream.dialect == DIALECT_5) {
		memcpy(data + at, "\xf0\x9f\xa9\xba", 4);
		at += 4;
	}
	memcpy(data + at, &number, 4);
	memcpy(data + at + 4, &length, 4);
}

static bool can_be(uint32_t number, uint32_t length, uint32_t next, uint32_t reach)
{
	struct stand_place place;

	put_header(40, number, length);
	if (!stand_header(&source, 40, next, reach, &place))
		return false;
	assert_int_equal(place.at, 40);
	assert_int_equal(place.number, number);
	assert_int_equal(place.length, length);
	return true;
}

static void what_can_be_a_header(void **state)
{
	static const enum dialect dialects[] = {DIALECT_4, DIALECT_5};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct stand_place place;

		begin(dialects[i], 100);
		assert_true(can_be(7, 1, 7, 1));
		assert_false(can_be(6, 1, 7, 1));
		assert_false(can_be(8, 1, 7, 1));
		assert_true(can_be(8, 1, 7, 2));
		assert_true(can_be(2, 1, UINT32_MAX, 4));
		assert_false(can_be(7, 0, 7, 1));
		assert_true(can_be(7, FRAME_BODY_MAX, 7, 1));
		assert_false(can_be(7, FRAME_BODY_MAX + 1, 7, 1));
		data[40]++;
		assert_false(stand_header(&source, 40, 7, 1, &place));
	}
	assert_int_equal(stand_unparted(DIALECT_4), 9);
	assert_int_equal(stand_unparted(DIALECT_5), 12);
}

/* Goes to the frame with NUMBER AT a place. */
static void go_to(size_t at, uint32_t number, uint32_t length)
{
	put_header(at, number, length);
	stand_go(&source, &stand,
		&(struct stand_place){.at = at, .behind = at, .number = number, .length = length});
}

static void expect_places(uint32_t next, uint32_t reach, unsigned count, const size_t *places)
{
	assert_true(stand_find(&facts, &source, &stand, next, reach));
	assert_int_equal(stand.count, count);
	for (unsigned i = 0; i < count; i++)
		assert_int_equal(stand.places[i].at, places[i]);
}

/* Behind the body, or as far behind it as the sub-buffer ends, and nowhere else. */
static void skipped_bytes_end_a_sub_buffer(void **state)
{
	(void)state;
	for (unsigned left = 1; left <= 9; left++) {
		begin(DIALECT_4, 8192);
		go_to(0, 1, 4096 - 8 - left);
		/* (Shifted by a byte or two, this is no header.) */
		put_header(4096, 0x3000003, 0x10000);
		expect_places(0x3000003, 0, left <= 8, (size_t[]){4096});
		assert_int_equal(left > 8 || stand.places[0].behind == 4096 - left, 1);
	}
	begin(DIALECT_4, 8192);
	go_to(0, 1, 1000);
	put_header(1008, 2, 5);
	put_header(1012 + 8, 3, 5);
	expect_places(2, 0, 1, (size_t[]){1008});
	/* That header is not what may come next. */
	stand.known = false;
	expect_places(3, 0, 0, NULL);
}

static void padding_of_dialect_5_is_nuls(void **state)
{
	(void)state;
	for (unsigned other = 0; other < 5; other++) {
		begin(DIALECT_5, 8192);
		go_to(0, 1, 4096 - 12 - 4);
		memset(data + 4092, 0, 4);
		if (other < 4)
			data[4092 + other] = 'x';
		put_header(4096, 2, 5);
		expect_places(2, 0, other == 4, (size_t[]){4096});
	}
}

static void a_body_is_cut_short_with_a_sub_buffer(void **state)
{
	static const size_t cut[] = {9000, 4096, 8192};

	(void)state;
	begin(DIALECT_4, 20000);
	go_to(8, 1, 9000 - 16);
	put_header(9000, 4, 5);
	put_header(4096, 2, 5);
	put_header(4200, 2, 5);
	put_header(8192, 3, 5);
	expect_places(2, 10, 3, cut);
	stand.known = false;
	expect_places(2, 0, 1, cut);
	stand.known = false;
	expect_places(2, 1, 2, cut);
	/* Where it ends is known now. */
	stand.known = false;
	stand.only_end = 4096;
	expect_places(2, 10, 1, cut + 1);
	/* It was cut there: so a whole sub-buffer comes first. */
	stand_go(&source, &stand, &stand.places[0]);
	assert_int_equal(stand.full_from, 8192);
}

static void the_end(void **state)
{
	(void)state;
	for (unsigned left = 0; left < 10; left++) {
		begin(DIALECT_4, 108 + left);
		go_to(0, 1, 100);
		assert_true(stand_find(&facts, &source, &stand, 2, 0));
		assert_int_equal(stand_at_end(&source, &stand), left <= 8);
		source.complete = false;
		assert_false(stand_at_end(&source, &stand));
	}
	begin(DIALECT_4, 107);
	go_to(0, 1, 100);
	assert_true(stand_find(&facts, &source, &stand, 2, 0));
	assert_false(stand_at_end(&source, &stand));
	stand.known = false;
	source.complete = false;
	assert_false(stand_find(&facts, &source, &stand, 2, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_can_be_a_header),
		cmocka_unit_test(skipped_bytes_end_a_sub_buffer),
		cmocka_unit_test(padding_of_dialect_5_is_nuls),
		cmocka_unit_test(a_body_is_cut_short_with_a_sub_buffer),
		cmocka_unit_test(the_end),
	};

	return cmocka_run_group_tests_name("stand", tests, NULL, NULL);
}
