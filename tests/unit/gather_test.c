/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What waits is what was added, in its order, whatever of it is elsewhere, written or settled. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "relay/gather.h"

static char text[GATHER_SIZE]; /* no two places of it are alike */
static struct gather gather;

/* All that waits, by its parts. */
static void expect(const char *what, size_t length)
{
	static char all[GATHER_SIZE];
	const struct iovec *parts;
	int count = gather_parts(&gather, &parts);
	size_t have = 0;

	for (int i = 0; i < count; i++) {
		assert_true(parts[i].iov_len > 0 && have + parts[i].iov_len <= sizeof(all));
		memcpy(all + have, parts[i].iov_base, parts[i].iov_len);
		have += parts[i].iov_len;
	}
	assert_int_equal(have, length);
	assert_memory_equal(all, what, length);
}

static void any_mixture(void **state)
{
	uint32_t random = 2463534242;

	(void)state;
	for (unsigned turn = 0; turn < 3000; turn++) {
		size_t at = 0, begin = 0;

		gather_empty(&gather);
		for (unsigned step = 0; step < 40; step++) {
			random = random * 1664525 + 1013904223;
			size_t length = 1 + (random >> 16) % (random & 256 ? 2500 : 60);

			gather_add(&gather, text + at, length);
			at += length;
			if (!(random >> 28))
				gather_settle(&gather);
			if (random >> 30 == 3) /* some of it is written */
				begin = gather.begin += (at - begin) / 3;
		}
		expect(text + begin, at - begin);
		gather_settle(&gather);
		expect(text + begin, at - begin);
	}
}

static void copies_do_not_move(void **state)
{
	char large[GATHER_LARGE], small[] = "small";

	(void)state;
	memset(large, 'l', sizeof(large));
	gather_empty(&gather);
	gather_add(&gather, small, 5);
	gather_add(&gather, large, sizeof(large));
	gather_settle(&gather);
	memset(small, '-', 5);
	memset(large, '-', sizeof(large));
	const struct iovec *parts;
	assert_int_equal(gather_parts(&gather, &parts), 1);
	assert_memory_equal(parts->iov_base, "smallllll", 9);
}

/* As many large ones as there is room for. */
static void full(void **state)
{
	size_t at = 0;

	(void)state;
	gather_empty(&gather);
	for (; at + GATHER_LARGE <= GATHER_SIZE; at += GATHER_LARGE)
		gather_add(&gather, text + at, GATHER_LARGE);
	gather_add(&gather, text + at, GATHER_SIZE - at);
	expect(text, GATHER_SIZE);
	gather_settle(&gather);
	expect(text, GATHER_SIZE);
}

static int set_up(void **state)
{
	(void)state;
	for (uint32_t i = 0, random = 1; i < sizeof(text); i++) {
		random = random * 1664525 + 1013904223;
		text[i] = (char)(random >> 24);
	}
	return gather_init(&gather);
}

static int tear_down(void **state)
{
	(void)state;
	gather_free(&gather);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_mixture),
		cmocka_unit_test(copies_do_not_move),
		cmocka_unit_test(full),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
