/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of output files, and the numbers in them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "relay/outfile_name.h"

static const struct tm when = {.tm_year = 126, .tm_mon = 10, .tm_mday = 23};

static void expect_name(
	const char *expected, struct outfile_naming naming, unsigned cpu, unsigned number)
{
	char name[256];

	assert_true(outfile_name(name, sizeof(name), &naming, cpu, number, &when));
	assert_string_equal(name, expected);
}

static void names(void **state)
{
	(void)state;
	expect_name("foo", (struct outfile_naming){"foo", false, false, false}, 3, 0);
	expect_name("foo.1", (struct outfile_naming){"foo", false, false, false}, 3, 1);
	expect_name("foo.0", (struct outfile_naming){"foo", false, false, true}, 3, 0);
	expect_name("foo.17", (struct outfile_naming){"foo", false, true, true}, 3, 17);
	expect_name("foo", (struct outfile_naming){"foo", false, true, false}, 3, 0);
	expect_name("foo_3", (struct outfile_naming){"foo", true, false, false}, 3, 0);
	expect_name("foo_cpu3.2", (struct outfile_naming){"foo", true, false, false}, 3, 2);
	expect_name("foo_cpu3", (struct outfile_naming){"foo", true, true, false}, 3, 0);
	expect_name("foo_cpu3.1", (struct outfile_naming){"foo", true, true, false}, 3, 1);
	expect_name("foo_cpu3.0", (struct outfile_naming){"foo", true, false, true}, 3, 0);
	expect_name("stpd_cpu3", (struct outfile_naming){NULL, true, false, false}, 3, 0);
	expect_name("d-2026-11-23", (struct outfile_naming){"d-%F", false, false, false}, 0, 0);
	expect_name("100%", (struct outfile_naming){"100%%", false, false, false}, 0, 0);
}

/* What is longer than its room is refused, at each length: with a number, a CPU, and a time in it.
 */
static void room(void **state)
{
	static const struct outfile_naming namings[] = {
		{"foo", false, false, false},
		{"foo", false, false, true},
		{"foo", true, false, false},
		{"foo", true, false, true},
		{"%F", true, true, true},
	};
	char whole[64], name[64];

	(void)state;
	for (size_t i = 0; i < sizeof(namings) / sizeof(namings[0]); i++) {
		assert_true(outfile_name(whole, sizeof(whole), &namings[i], 10, 0, &when));
		for (size_t size = 1; size < sizeof(name); size++) {
			memset(name, 'x', sizeof(name));
			assert_int_equal(outfile_name(name, size, &namings[i], 10, 0, &when),
				size > strlen(whole));
			for (size_t k = size; k < sizeof(name); k++)
				assert_int_equal(name[k], 'x');
		}
	}
	assert_false(outfile_name(name, sizeof(name),
		&(struct outfile_naming){"", false, false, false}, 0, 0, &when));
}

static void numbers(void **state)
{
	static const struct {
		const char *name, *other;
		long number;
	} cases[] = {
		{"foo.0", "foo.0", 0},
		{"foo.0", "foo.7", 7},
		{"foo.1", "foo.12", 12},
		{"foo.0", "foo.999999999", 999999999},
		{"foo.0", "foo.1000000000", -1},
		{"foo.0", "foo.20261128143000", -1},
		{"foo.0", "foo", -1},
		{"foo.0", "foo.", -1},
		{"foo.0", "foo.00", -1},
		{"foo.0", "foo.01", -1},
		{"foo.0", "foo.1.gz", -1},
		{"foo.0", "foo.12.zst", 12},
		{"foo.0", "foo.12.zst.part", -1},
		{"foo.0", "foo.12.zst2", -1},
		{"foo.0", "foo.zst", -1},
		{"foo_cpu1.0", "foo_cpu1.4.zst", 4},
		{"foo.0", "foo.1x", -1},
		{"foo.0", "foo.-1", -1},
		{"foo.0", "foo.+1", -1},
		{"foo.0", "foo. 1", -1},
		{"foo.0", "food.1", -1},
		{"foo.0", "fo", -1},
		{"foo.0", "", -1},
		{"a.b.0", "a.b.3", 3},
		{"a.b.0", "a.3", -1},
		{"foo_cpu1.0", "foo_cpu1.4", 4},
		{"foo_cpu1.0", "foo_cpu11.4", -1},
		{"foo_cpu1.0", "foo_cpu0.4", -1},
		{"foo", "foo.1", -1},
		{"foo", "f7", -1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (outfile_number(cases[i].name, cases[i].other) != cases[i].number)
			fail_msg("%s in the series of %s", cases[i].other, cases[i].name);
}

/* Each name that has a number is found again in its own series, and in no other CPU's. */
static void there_and_back(void **state)
{
	char name[256], first[256];

	(void)state;
	for (unsigned bits = 0; bits < 16; bits++) {
		const struct outfile_naming naming = {
			.pattern = bits & 8 ? "f.%F" : "f",
			.per_cpu = bits & 1,
			.background = bits & 2,
			.limited = bits & 4,
		};

		assert_true(outfile_name(first, sizeof(first), &naming, 1, 1, &when));
		for (unsigned number = !naming.limited; number < 200; number++) {
			assert_true(outfile_name(name, sizeof(name), &naming, 1, number, &when));
			assert_int_equal(outfile_number(first, name), number);
			assert_true(outfile_name(name, sizeof(name), &naming, 2, number, &when));
			assert_int_equal(
				outfile_number(first, name), naming.per_cpu ? -1 : (long)number);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(room),
		cmocka_unit_test(numbers),
		cmocka_unit_test(there_and_back),
	};

	return cmocka_run_group_tests_name("outfile_name", tests, NULL, NULL);
}
