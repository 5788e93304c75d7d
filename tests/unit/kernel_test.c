/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When an address is hidden. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "staprun/kernel.h"

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
		cmocka_unit_test(hidden_addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
