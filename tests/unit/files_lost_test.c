/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files of bulk mode of which some are gone: all that is left comes, in its order. A fault tells
 * the seed; SEED=n in the environment runs that.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/stream/files.h"

#define WORLDS 60u

static void run(unsigned long seed)
{
	uint64_t state = world_seed(seed);
	struct manner manner = world_manner(world_any, &state);
	unsigned long printed, ambiguous;

	/* Where headers may seem to be in messages, or some are cut short, it is not to be known.
	 */
	manner.content = CONTENT_TEXT;
	manner.overflow = false;
	manner.lost = true;
	manner.rounds = 1 + manner.rounds % 2;
	const char *fault = files_run(&manner, world_any, &state, &printed, &ambiguous);
	if (fault || ambiguous)
		fail_msg("seed %lu: dialect %d, %u CPUs, up to %zu: %s", seed, manner.dialect,
			manner.cpus, manner.length_max, fault ? fault : "something is ambiguous");
}

static void what_is_left_comes(void **state)
{
	const char *seed = getenv("SEED"), *worlds = getenv("WORLDS");
	unsigned long count = worlds ? strtoul(worlds, NULL, 10) : WORLDS;

	(void)state;
	for (unsigned long n = 0; !seed && n < count; n++)
		run(n);
	if (seed)
		run(strtoul(seed, NULL, 10));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_left_comes)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
