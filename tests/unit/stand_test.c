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
	struct stand_place places[2] = {0};

	put_header(40, number, length);
	bool can = stand_header(&source, 40, next, reach, places);
	assert_memory_equal(&places[1], &(struct stand_place){0}, sizeof(places[1]));
	if (!can)
		return false;
	assert_int_equal(places[0].at, 40);
	assert_int_equal(places[0].number, number);
	assert_int_equal(places[0].length, length);
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

/* What a stand of DIALECT finds of a header AT a place, behind a body that ends 5 bytes before. */
static bool may_skip_to(size_t at)
{
	memset(data, 0xff, sizeof(data));
	put_header(at, 0x3000003, 0x10000);
	stand.known = false;
	assert_true(stand_find(&facts, &source, &stand, 0x3000003, 0));
	return stand.count == 1 && stand.places[0].at == at && stand.places[0].behind == at - 5;
}

/* Stands behind a frame with its header AT a place, and its end 5 bytes before TO. */
static void stand_before(size_t at, size_t to)
{
	begin(DIALECT_4, 30000);
	layout_begin(&facts.layout, 100);
	stand.body = at + 8;
	stand.end = to - 5;
	stand.taken = 1;
}

/* A sub-buffer ends there by the layout, */
static void bytes_are_skipped_where_the_layout_allows_it(void **state)
{
	(void)state;
	for (size_t at = 8192 + 90; at < 8192 + 110; at++) {
		stand_before(4097, at);
		assert_int_equal(may_skip_to(at), at == 8192 + 100);
		/* but not so soon behind one that was closed early. */
		stand.full_from = at;
		assert_int_equal(may_skip_to(at), at == 8192 + 100);
		stand.full_from++;
		assert_false(may_skip_to(at));
	}
}

/* or one began with the frame's header, and all of it was used. */
static void bytes_are_skipped_a_page_behind_the_header(void **state)
{
	(void)state;
	for (size_t pages = 1; pages <= 3; pages++)
		for (size_t at = pages * 4096 + 10; at < pages * 4096 + 90; at++) {
			stand_before(50, at);
			assert_int_equal(may_skip_to(at), at == pages * 4096 + 50);
		}
}

/* The layout tells nothing of what is a page ahead of the frames that it was told of. */
static void bytes_are_skipped_where_nothing_is_known(void **state)
{
	const size_t at = 9000;

	(void)state;
	for (unsigned taken = 0; taken < 4; taken++)
		for (size_t ahead = at - 4100; ahead < at + 10; ahead++) {
			stand_before(200, at);
			stand.taken = taken;
			facts.ahead = ahead;
			assert_int_equal(may_skip_to(at), taken > 1 && ahead <= at - 4096);
		}
}

/* Behind a body that was cut short nothing is skipped: a sub-buffer begins there. */
static void nothing_is_skipped_behind_a_cut(void **state)
{
	(void)state;
	for (size_t end = 4090; end <= 4096; end++) {
		begin(DIALECT_4, 8192);
		go_to(0, 1, 6000);
		put_header(4096, 0x3000003, 0x10000);
		stand.only_end = end;
		expect_places(0x3000003, 10, end == 4096, (size_t[]){4096});
	}
}

/* A body goes on for a byte at least in dialect 4, and for none in dialect 5; and it may be cut
 * short up to its last byte. */
static void where_a_cut_may_be(void **state)
{
	static const enum dialect dialects[] = {DIALECT_4, DIALECT_5};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		size_t header = i ? 12 : 8, first = header + !i, end = header + 100;

		for (size_t at = header; at < end + 5; at++) {
			begin(dialects[i], 1000);
			layout_forget(&facts.layout);
			go_to(0, 0x3000002, 100);
			put_header(at, 0x3000003, 0x10000);
			/* (Behind the end what is skipped is bytes of any kind in dialect 4.) */
			expect_places(0x3000003, 1, i ? at <= end : at >= first, &at);
		}
	}
}

/* Neither a cut nor what is behind is looked for where bytes are lacking; what is at the end of
 * all is looked at to the last byte. */
static void a_cut_at_the_last_byte(void **state)
{
	static const enum dialect dialects[] = {DIALECT_4, DIALECT_5};

	(void)state;
	for (size_t i = 0; i < 2; i++)
		for (size_t lacks = 0; lacks < 3; lacks++) {
			begin(dialects[i], 500 + (i ? 12 : 9) - lacks);
			layout_forget(&facts.layout);
			go_to(0, 1, 3000);
			put_header(500, 2, 10);
			expect_places(2, 5, !lacks, (size_t[]){500});
			stand.known = false;
			source.complete = false;
			assert_false(stand_find(&facts, &source, &stand, 2, 5));
		}
}

/* As many bytes have to be in view as are not parted, behind all that may be skipped. */
static void what_has_to_be_in_view(void **state)
{
	static const struct {
		enum dialect dialect;
		int filled;
		size_t need;
	} cases[] = {
		{DIALECT_4, 'x', 8 + 9},
		{DIALECT_4, 0, 8 + 9},
		{DIALECT_5, 'x', 12},
		{DIALECT_5, 0, 11 + 12},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (size_t behind = 0; behind < 30; behind++) {
			size_t end = 100 + (cases[i].dialect == DIALECT_5 ? 12 : 8);

			begin(cases[i].dialect, end + behind);
			go_to(0, 1, 100);
			memset(data + end, cases[i].filled, 40);
			source.complete = false;
			assert_int_equal(
				stand_find(&facts, &source, &stand, 2, 0), behind >= cases[i].need);
			assert_int_equal(stand.known, behind >= cases[i].need);
			source.complete = true;
			assert_true(stand_find(&facts, &source, &stand, 2, 0));
		}
}

/* What is known is not looked at again, and what is looked at again is not added to it. */
static void places_are_found_once(void **state)
{
	(void)state;
	begin(DIALECT_4, 300);
	go_to(0, 1, 100);
	put_header(108, 2, 10);
	expect_places(2, 0, 1, (size_t[]){108});
	put_header(108, 3, 10);
	expect_places(2, 0, 1, (size_t[]){108});
	stand.known = false;
	expect_places(2, 0, 1, (size_t[]){108});
	assert_int_equal(stand.places[0].number, 3);
}

/* Of more places than there is room for the first are kept. */
static void many_places(void **state)
{
	size_t places[STAND_PLACES + 4];

	(void)state;
	begin(DIALECT_4, 1000);
	layout_forget(&facts.layout);
	go_to(0, 1, 500);
	for (unsigned i = 0; i < STAND_PLACES + 4; i++) {
		places[i] = 20 + 8 * i;
		put_header(places[i], 0x3000003 + i, 0x10000);
	}
	expect_places(0x3000003, 100, STAND_PLACES, places);
}

/* Behind the header and the body of the frame; what was known of its place is not true of the next.
 */
static void going_on(void **state)
{
	static const enum dialect dialects[] = {DIALECT_4, DIALECT_5};
	static const struct {
		struct stand_place place;
		bool begins; /* a sub-buffer, there */
	} cases[] = {
		{{.at = 1000, .behind = 1000, .length = 50}, false},
		{{.at = 1005, .behind = 1000, .length = 50}, true},
		{{.at = 999, .behind = 999, .length = 50}, true},
		{{.at = 100, .behind = 100, .length = 1}, true},
	};

	(void)state;
	for (size_t i = 0; i < 2; i++)
		for (size_t c = 0; c < sizeof(cases) / sizeof(cases[0]); c++) {
			const struct stand_place *place = &cases[c].place;

			begin(dialects[i], 2000);
			stand = (struct stand){.body = 20,
				.end = 1000,
				.only_end = 3,
				.full_from = 77,
				.known = true,
				.count = 4,
				.taken = 5};
			stand_go(&source, &stand, place);
			assert_int_equal(stand.body, place->at + (i ? 12 : 8));
			assert_int_equal(stand.end, stand.body + place->length);
			assert_int_equal(stand.only_end, 0);
			assert_int_equal(stand.full_from, cases[c].begins ? place->at + 4096 : 77);
			assert_false(stand.known);
			assert_int_equal(stand.count, 0);
			assert_int_equal(stand.taken, 6);
		}
}

static void the_end(void **state)
{
	(void)state;
	for (unsigned left = 0; left < 10; left++) {
		begin(DIALECT_4, 108 + left);
		go_to(0, 1, 100);
		assert_true(stand_find(&facts, &source, &stand, 2, 0));
		assert_int_equal(stand_at_end(&source, &stand), left <= 8);
		stand.count = 1; /* another frame follows */
		assert_false(stand_at_end(&source, &stand));
		stand.count = 0;
		source.complete = false;
		assert_false(stand_at_end(&source, &stand));
	}
	/* What pads in dialect 5 are NULs; a part of a header is none. */
	for (unsigned left = 0; left < 14; left++) {
		begin(DIALECT_5, 112 + left);
		go_to(0, 1, 100);
		memset(data + 112, 0, left);
		assert_true(stand_find(&facts, &source, &stand, 2, 0));
		assert_int_equal(stand_at_end(&source, &stand), left <= 11);
		for (unsigned i = 0; i < left; i++) {
			data[112 + i] = 1;
			assert_false(stand_at_end(&source, &stand));
			data[112 + i] = 0;
		}
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
		cmocka_unit_test(bytes_are_skipped_where_the_layout_allows_it),
		cmocka_unit_test(bytes_are_skipped_a_page_behind_the_header),
		cmocka_unit_test(bytes_are_skipped_where_nothing_is_known),
		cmocka_unit_test(nothing_is_skipped_behind_a_cut),
		cmocka_unit_test(where_a_cut_may_be),
		cmocka_unit_test(a_cut_at_the_last_byte),
		cmocka_unit_test(what_has_to_be_in_view),
		cmocka_unit_test(places_are_found_once),
		cmocka_unit_test(many_places),
		cmocka_unit_test(going_on),
		cmocka_unit_test(the_end),
	};

	return cmocka_run_group_tests_name("stand", tests, NULL, NULL);
}
