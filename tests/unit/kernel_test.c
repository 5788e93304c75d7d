/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the kernel is given as a module's options, and when an address is hidden. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "staprun/kernel.h"

static void joins(void **state)
{
	static char joined[MODULE_OPTIONS_SIZE];
	char *none[] = {NULL};
	char a[] = "var1=a b", b[] = "var2=\"c d\"", *two[] = {a, b, NULL};

	(void)state;
	assert_true(kernel_join_options(joined, none, 0));
	assert_string_equal(joined, "");
	assert_true(kernel_join_options(joined, none, 7));
	assert_string_equal(joined, "_stp_bufsize=7");
	assert_true(kernel_join_options(joined, two, 0));
	assert_string_equal(joined, "var1=a b var2=\"c d\"");
	assert_true(kernel_join_options(joined, two, 4095));
	assert_string_equal(joined, "var1=a b var2=\"c d\" _stp_bufsize=4095");
}

static void knows_its_bounds(void **state)
{
	static char joined[MODULE_OPTIONS_SIZE], word[MODULE_OPTIONS_SIZE + 1];
	char *words[] = {word, NULL};

	(void)state;
	memset(word, 'w', MODULE_OPTIONS_SIZE);
	assert_false(kernel_join_options(joined, words, 0));
	word[MODULE_OPTIONS_SIZE - 1] = '\0';
	assert_true(kernel_join_options(joined, words, 0));
	assert_int_equal(strlen(joined), MODULE_OPTIONS_SIZE - 1);
	assert_false(kernel_join_options(joined, words, 1));
}

static void hidden_addresses(void **state)
{
	(void)state;
	assert_false(kernel_hides_addresses(1, "6.1.0-50-cloud-amd64"));
	assert_true(kernel_hides_addresses(2, "6.1.0-50-cloud-amd64"));
	assert_false(kernel_hides_addresses(0, "6.1.0"));
	assert_false(kernel_hides_addresses(0, "5.8"));
	assert_false(kernel_hides_addresses(0, "10.0"));
	assert_true(kernel_hides_addresses(0, "5.7.19"));
	assert_true(kernel_hides_addresses(0, "4.19"));
	assert_true(kernel_hides_addresses(0, "unknown"));
	assert_false(kernel_hides_addresses(1, "4.19"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(joins),
		cmocka_unit_test(knows_its_bounds),
		cmocka_unit_test(hidden_addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
