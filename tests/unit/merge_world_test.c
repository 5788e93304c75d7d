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

static uint32_t any(void *context, uint32_t limit)
{
	uint64_t *state = context;

	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (uint32_t)(*state >> 16) % limit;
}

static void run(unsigned long seed)
{
	uint64_t state = (seed + 1) * 0x9e3779b97f4a7c15;
	const char *fault = merge_world_run(any, &state);

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
