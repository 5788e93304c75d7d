/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A number is nothing but one, and within its limits. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/number.h"

static void numbers(void **state)
{
	static const struct {
		const char *text;
		long number;
	} taken[] = {{"-10", -10}, {"-1", -1}, {"0", 0}, {"7", 7}, {"007", 7}, {"10", 10}};
	static const char *const refused[] = {"", " ", " 1", "1 ", "+1", "-", "--1", "1-", "1-2",
		"0x1", "1x", "11", "-11", "99999999999999999999", "-99999999999999999999"};
	long number = 99;

	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		if (parse_number(refused[i], -10, 10, &number) || number != 99)
			fail_msg("'%s' was taken", refused[i]);
	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++) {
		assert_true(parse_number(taken[i].text, -10, 10, &number));
		assert_int_equal(number, taken[i].number);
	}
	/* What is no long is not the nearest one. */
	assert_false(parse_number("99999999999999999999", LONG_MIN, LONG_MAX, &number));
	assert_false(parse_number("-99999999999999999999", LONG_MIN, LONG_MAX, &number));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(numbers)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
