/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sizes and times: each unit, in either case, at its ends; and what is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "options/quantity.h"

static const char *const no_numbers[] = {"", " ", "0", "-1", "1 ", "1.5", "0x10", "++1", "+-1",
	"abc", "1x", "1mm", "1m ", "1 m", "m", "99999999999999999999", "99999999999999999999999999",
	"-"};

static void sizes(void **state)
{
	static const struct {
		const char *text;
		uint64_t bytes;
	} cases[] = {{"1", 1 << 20}, {" 1", 1 << 20}, {"+7", 7 << 20}, {"04", 4 << 20},
		{"1k", 1 << 10}, {"500K", 500 << 10}, {"100M", 100 << 20}, {"100m", 100 << 20},
		{"1G", (uint64_t)1 << 30}, {"10g", (uint64_t)10 << 30}, {"2T", (uint64_t)2 << 40},
		{"4194304T", (uint64_t)1 << 62}, {"2147483647", (uint64_t)2147483647 << 20}};
	uint64_t bytes = 7;

	(void)state;
	for (size_t i = 0; i < sizeof(no_numbers) / sizeof(no_numbers[0]); i++)
		if (parse_size(no_numbers[i], &bytes) || bytes != 7)
			fail_msg("'%s' was taken", no_numbers[i]);
	assert_false(parse_size("4194305T", &bytes));
	assert_false(parse_size("000000000000000000000001", &bytes)); /* has more digits than any */
	assert_false(parse_size("000000000000000000000010", &bytes));
	assert_false(parse_size("1s", &bytes));
	assert_false(parse_size("1B", &bytes));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (!parse_size(cases[i].text, &bytes))
			fail_msg("'%s' was refused", cases[i].text);
		assert_int_equal(bytes, cases[i].bytes);
	}
}

static void durations(void **state)
{
	static const struct {
		const char *text;
		unsigned seconds;
	} cases[] = {{"1", 1}, {"90", 90}, {"1s", 1}, {"5m", 300}, {"1h", 3600}, {"1H", 3600},
		{"7d", 604800}, {"3660d", 316224000}};
	unsigned seconds = 7;

	(void)state;
	for (size_t i = 0; i < sizeof(no_numbers) / sizeof(no_numbers[0]); i++)
		if (parse_duration(no_numbers[i], &seconds) || seconds != 7)
			fail_msg("'%s' was taken", no_numbers[i]);
	assert_false(parse_duration("3661d", &seconds));
	assert_false(parse_duration("1g", &seconds));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (!parse_duration(cases[i].text, &seconds))
			fail_msg("'%s' was refused", cases[i].text);
		assert_int_equal(seconds, cases[i].seconds);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sizes),
		cmocka_unit_test(durations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
