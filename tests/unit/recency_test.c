/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ring of trace files beside the slow obvious one: an array, in which all is moved. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "relay/recency.h"

#define CAPACITY 9u

static unsigned list[CAPACITY], count;

static bool take_out(unsigned index)
{
	for (unsigned i = 0; i < count; i++) {
		if (list[i] != index)
			continue;
		memmove(&list[i], &list[i + 1], (--count - i) * sizeof(*list));
		return true;
	}
	return false;
}

static void compare(const struct recency *recency)
{
	unsigned n = 0;

	for (unsigned i = recency_first(recency); i != recency->end; i = recency_next(recency, i))
		assert_int_equal(list[n++], i);
	assert_int_equal(n, count);
}

static void as_the_slow_one(void **state)
{
	struct recency recency;
	uint32_t random = 2463534242;

	(void)state;
	assert_int_equal(recency_init(&recency, CAPACITY), 0);
	compare(&recency);
	for (unsigned step = 0; step < 20000; step++) {
		random = random * 1664525 + 1013904223;
		unsigned index = (random >> 16) % CAPACITY;
		bool was_there = take_out(index), renew = random >> 31;

		if (!was_there) {
			recency_add(&recency, index);
			list[count++] = index;
		} else if (renew) {
			recency_renew(&recency, index);
			memmove(&list[1], &list[0], count++ * sizeof(*list));
			list[0] = index;
		} else {
			recency_remove(&recency, index);
		}
		compare(&recency);
	}
	recency_free(&recency);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_the_slow_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
