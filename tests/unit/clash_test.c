/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which names statistics can't have beside an output. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stapio/clash.h"

static void names(void **state)
{
	static const char *const taken[] = {"out", "out.0", "out.17", "out_0", "out_cpu3",
		"out_cpu3.12", "out.1.zst", "out_cpu3.1.zst.part"};
	static const char *const free[] = {"ou", "out.", "out.json", "outs", "out_", "out_cpu",
		"out_x", "out.1x", "out.1.gz", "out.zst", "other", "", "out.1.2", "out_cpu3x"};

	(void)state;
	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
		assert_true(clash_of_names(taken[i], "out"));
	for (size_t i = 0; i < sizeof(free) / sizeof(free[0]); i++)
		assert_false(clash_of_names(free[i], "out"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(names)};

	return cmocka_run_group_tests_name("clash", tests, NULL, NULL);
}
