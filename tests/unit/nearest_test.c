/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Slips of the finger, and names that have nothing to do with each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "options/nearest.h"

static void distances(void **state)
{
	static const struct {
		const char *one, *other;
		size_t distance;
	} table[] = {
		{"", "", 0},
		{"a", "", 1},
		{"", "abc", 3},
		{"var1", "var1", 0},
		{"VAR1", "var1", 0},
		{"var", "var1", 1},
		{"var12", "var1", 1},
		{"vra1", "var1", 1},
		{"vax1", "var1", 1},
		{"kitten", "sitting", 3},
		{"abcd", "badc", 2},
		{"number", "unmebr", 2},
		{"ab", "cd", 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		size_t there = nearest_distance(table[i].one, table[i].other);

		if (there != table[i].distance ||
			nearest_distance(table[i].other, table[i].one) != there)
			fail_msg("%s, %s: %zu", table[i].one, table[i].other, there);
	}
}

static void long_names(void **state)
{
	char name[65];

	(void)state;
	memset(name, 'x', sizeof(name));
	name[63] = '\0';
	assert_int_equal(nearest_distance(name, "x"), 62);
	assert_int_equal(nearest_distance("x", name), 62);
	name[63] = 'x';
	name[64] = '\0';
	assert_true(nearest_distance(name, "x") == SIZE_MAX);
	assert_true(nearest_distance("x", name) == SIZE_MAX);
}

/* What stands before a name is no part of it, nor are an earlier one's distances. */
static void nothing_before_it(void **state)
{
	const char *yx = "yx", *cb = "cb";
	char name[64];

	(void)state;
	memset(name, 'x', 63);
	name[63] = '\0';
	assert_int_equal(nearest_distance("ab", "ab"), 0);
	assert_int_equal(nearest_distance(yx + 1, "aaxy"), 3);
	assert_int_equal(nearest_distance(name, name), 0);
	assert_int_equal(nearest_distance("abc", cb + 1), 2);
}

static void likely(void **state)
{
	(void)state;
	assert_true(nearest_likely("ab", 1));
	assert_false(nearest_likely("ab", 2));
	assert_true(nearest_likely("output", 2));
	assert_false(nearest_likely("output", 3));
	assert_false(nearest_likely("output", SIZE_MAX));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(distances),
		cmocka_unit_test(long_names),
		cmocka_unit_test(nothing_before_it),
		cmocka_unit_test(likely),
	};

	return cmocka_run_group_tests_name("nearest", tests, NULL, NULL);
}
