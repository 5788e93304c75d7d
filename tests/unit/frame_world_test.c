/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whatever a script prints, on however many CPUs, in buffers that run full or
 * not, read in any portions: the messages that were printed come, in order, and
 * nothing else. A fault tells the seed; SEED=n in the environment runs that one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/stream/world.h"

#define WORLDS 400u

#define WORLDS_ALONE 100u

static void describe(unsigned long seed, const struct manner *m)
{
	print_message(
		"seed %lu: dialect %d, content %d, %u CPUs, %zu sub-buffers of %zu, up to %zu bytes, first %u%s%s\n",
		seed, m->dialect == DIALECT_5 ? 5 : 4, m->content, m->cpus, m->subbufs,
		m->subbuf_size, m->length_max, m->first, m->overflow ? ", overflow" : "",
		m->interrupted > 1 ? ", interrupted much"
		: m->interrupted   ? ", interrupted"
				   : "");
}

static unsigned long run(unsigned long seed, bool alone)
{
	uint64_t state = world_seed(seed);
	struct manner manner = world_manner(world_any, &state);
	unsigned long printed;

	manner.alone = alone;
	const char *fault = world_run(&manner, world_any, &state, &printed);
	if (fault || getenv("VERBOSE"))
		describe(seed, &manner);
	if (fault && getenv("GO_ON"))
		print_message("   %s\n", fault);
	else if (fault)
		fail_msg("%s", fault);
	return printed;
}

static void what_was_printed_comes(void **state)
{
	const char *seed = getenv("SEED"), *worlds = getenv("WORLDS");
	unsigned long printed = 0, count = worlds ? strtoul(worlds, NULL, 10) : WORLDS;

	(void)state;
	if (seed) {
		run(strtoul(seed, NULL, 10), false);
		return;
	}
	for (unsigned long n = 0; n < count; n++)
		printed += run(n, false);
	assert_true(printed > count * 100);
}

/* In bulk mode no other CPU can be asked: where it is not certain, that is counted. */
static void of_each_cpu_alone(void **state)
{
	const char *seed = getenv("SEED");

	(void)state;
	if (seed) {
		run(strtoul(seed, NULL, 10), true);
		return;
	}
	for (unsigned long n = 0; n < WORLDS_ALONE; n++)
		run(n, true);
	/* Worlds in which both ways lead on. */
	run(696, true);
	run(917, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_printed_comes),
		cmocka_unit_test(of_each_cpu_alone),
	};

	return cmocka_run_group_tests_name("frame_world", tests, NULL, NULL);
}
