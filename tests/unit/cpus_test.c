/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of CPUs, as the kernel writes them, and what it says of this machine. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "relay/cpus.h"

static void ends(void **state)
{
	(void)state;
	assert_int_equal(cpus_list_end("0\n"), 1);
	assert_int_equal(cpus_list_end("0-3,8,10-11\n"), 12);
	assert_int_equal(cpus_list_end("0-1023\n"), 1024);
	assert_int_equal(cpus_list_end("\n"), 0);
}

/* The CPU that this runs on is online, and counts among those there may be; one that no machine has
 * is not. */
static void this_machine(void **state)
{
	(void)state;
	assert_true(cpus_is_online(0));
	assert_false(cpus_is_online(1000000));
	assert_true(cpus_possible() >= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ends),
		cmocka_unit_test(this_machine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
