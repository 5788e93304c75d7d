/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files of bulk mode in which no one noted how they were read, of whatever a script
 * prints: what was printed comes, or it is said that it may be otherwise. A fault
 * tells the seed; SEED=n in the environment runs that one, LARGE=1 has each last longer.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/stream/files.h"
#include "tests/stream/printing.h"

#define WORLDS 60u

static unsigned long run(unsigned long seed, unsigned long *ambiguous_worlds)
{
	uint64_t state = world_seed(seed);
	struct manner manner = world_manner(world_any, &state);
	unsigned long printed, ambiguous;

	/* Small ones: many a second. */
	if (!getenv("LARGE"))
		manner.rounds = 1 + manner.rounds % 2;
	const char *fault = files_run(&manner, world_any, &state, &printed, &ambiguous);
	if (fault || ambiguous || getenv("VERBOSE"))
		print_message(
			"seed %lu: dialect %d, content %d, %u CPUs, %zu of %zu, up to %zu, first %u%s%s: %lu printed, %lu ambiguous: %s\n",
			seed, manner.dialect == DIALECT_5 ? 5 : 4, manner.content, manner.cpus,
			manner.subbufs, manner.subbuf_size, manner.length_max, manner.first,
			manner.overflow ? ", overflow" : "",
			manner.interrupted ? ", interrupted" : "", printed, ambiguous,
			fault ? fault : "right");
	*ambiguous_worlds += ambiguous > 0;
	if (fault && !ambiguous && !getenv("GO_ON"))
		fail_msg("%s", fault);
	return printed;
}

static void what_was_printed_comes(void **state)
{
	const char *seed = getenv("SEED"), *worlds = getenv("WORLDS");
	unsigned long printed = 0, ambiguous = 0,
		      count = worlds ? strtoul(worlds, NULL, 10) : WORLDS;

	(void)state;
	if (seed) {
		run(strtoul(seed, NULL, 10), &ambiguous);
		return;
	}
	for (unsigned long n = 0; n < count; n++)
		printed += run(n, &ambiguous);
	assert_true(printed > count * 100);
	assert_true(ambiguous <= count / 20);
}

/* What is printed depends on numbers alone: else the seed of a fault, or of a fuzzer, which is
 * built by another compiler, is another world here. */
static void a_seed_is_one_world(void **state)
{
	static const struct {
		unsigned long seed;
		uint64_t account;
	} worlds[] = {
		{2, 0x932f0376686bc7ce},
		{4, 0x9fd872e632448bec},
		{7, 0x8f249768de1e7e57},
		{9, 0xb078166ef16a2fa8},
	};
	unsigned long ambiguous = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(worlds) / sizeof(*worlds); i++) {
		run(worlds[i].seed, &ambiguous);
		assert_true(printing.account == worlds[i].account);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_printed_comes),
		cmocka_unit_test(a_seed_is_one_world),
	};

	return cmocka_run_group_tests_name("files_world", tests, NULL, NULL);
}
