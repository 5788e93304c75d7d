/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The merge against the obvious answer, over random interleavings of writing,
 * reading and looking. A fault tells the seed; SEED=n runs that one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/stream/merge_world.h"

#define WORLDS 5000u

static void run(unsigned long seed)
{
	uint64_t state = world_seed(seed);
	const char *fault = merge_world_run(world_any, &state);

	if (fault)
		fail_msg("seed %lu: %s", seed, fault);
}

static void order_is_the_obvious_one(void **state)
{
	const char *seed = getenv("SEED");

	(void)state;
	if (seed) {
		run(strtoul(seed, NULL, 10));
		return;
	}
	for (unsigned long n = 0; n < WORLDS; n++)
		run(n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_is_the_obvious_one),
	};

	return cmocka_run_group_tests_name("merge_world", tests, NULL, NULL);
}
