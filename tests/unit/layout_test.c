/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a sub-buffer of each size may begin, as headers are passed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stream/layout.h"

static struct layout layout;

static void expect_only(uint64_t from, uint64_t to, uint64_t at)
{
	for (uint64_t n = from; n < to; n++)
		assert_int_equal(layout_may_begin(&layout, n), n == at);
}

static void anywhere_where_nothing_is_known(void **state)
{
	(void)state;
	layout_forget(&layout);
	for (uint64_t n = 0; n < 70000; n++)
		assert_true(layout_may_begin(&layout, n));
}

/* And then after each of the sizes that there are. */
static void only_where_one_begins(void **state)
{
	(void)state;
	layout_forget(&layout);
	layout_begin(&layout, 1000);
	expect_only(0, 4096, 1000);
	expect_only(4096, 8192, 4096 + 1000);
	expect_only(65536, 65536 + 4096, 65536 + 1000);
}

/* A header forbids each size's places behind it, and one may begin with it. */
static void headers_are_not_parted(void **state)
{
	(void)state;
	layout_forget(&layout);
	layout_pass(&layout, 5000, 9);
	assert_true(layout_may_begin(&layout, 5000));
	for (uint64_t n = 1; n < 9; n++)
		assert_false(layout_may_begin(&layout, 5000 + n));
	assert_true(layout_may_begin(&layout, 5009));
	assert_true(layout_may_begin(&layout, 4999));
	/* 4,096 on only that size forbids it, */
	assert_true(layout_may_begin(&layout, 5001 + 4096));
	/* and 65,536 on all do. */
	assert_false(layout_may_begin(&layout, 5001 + 65536));
	assert_false(layout_may_begin(&layout, 5008 + 65536));
	assert_true(layout_may_begin(&layout, 5009 + 65536));
}

/* Of 16 KB and 64 KB, too: where a page begins again and again a header was parted once. */
static void larger_sizes(void **state)
{
	(void)state;
	layout_begin(&layout, 0);
	layout_pass(&layout, 4090, 9);
	assert_false(layout_may_begin(&layout, 4096));
	assert_false(layout_may_begin(&layout, 8192));
	assert_true(layout_may_begin(&layout, 16384));
	layout_pass(&layout, 16380, 9);
	assert_false(layout_may_begin(&layout, 16384));
	assert_false(layout_may_begin(&layout, 32768));
	assert_true(layout_may_begin(&layout, 65536));
	layout_pass(&layout, 65530, 9);
	assert_false(layout_may_begin(&layout, 65536));
	assert_false(layout_may_begin(&layout, 131072));
	assert_true(layout_may_begin(&layout, 4090 + 4096));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(anywhere_where_nothing_is_known),
		cmocka_unit_test(only_where_one_begins),
		cmocka_unit_test(headers_are_not_parted),
		cmocka_unit_test(larger_sizes),
	};

	return cmocka_run_group_tests_name("layout", tests, NULL, NULL);
}
