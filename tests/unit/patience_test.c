/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How long an output that takes nothing is waited for: every case, and what renews it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "relay/patience.h"

#define MS      UINT64_C(1000000)
#define HURRIED (PATIENCE_HURRIED_MS * MS)
#define ROOM    (PATIENCE_ROOM_MS * MS)

/* Each combination of what can be, waited in for 400 ms. */
static void every_case(void **state)
{
	(void)state;
	for (unsigned bits = 0; bits < 32; bits++) {
		const struct patience_case present = {
			.finishing = bits & 1,
			.hurried = bits & 2,
			.abandoned = bits & 4,
			.slow = bits & 8,
			.no_room = bits & 16,
			.taken = 5,
		};
		uint64_t limit = PATIENCE_ENDLESS;
		struct patience patience = {0};

		if (present.finishing && (present.slow || present.no_room)) {
			if (present.abandoned)
				limit = 0;
			else if (present.hurried)
				limit = HURRIED;
			else if (present.no_room)
				limit = ROOM;
		}
		assert_true(patience_left(&patience, &present, 7000 * MS) == limit);
		if (limit != 0 && limit != PATIENCE_ENDLESS)
			limit -= 400 * MS;
		assert_true(patience_left(&patience, &present, 7400 * MS) == limit);
	}
}

static void ends(void **state)
{
	const struct patience_case hurried = {.finishing = true, .hurried = true, .slow = true},
				   full = {.finishing = true, .no_room = true};
	struct patience patience = {0};

	(void)state;
	patience_left(&patience, &hurried, 0);
	assert_true(patience_left(&patience, &hurried, HURRIED - 1) == 1);
	assert_true(patience_left(&patience, &hurried, HURRIED) == 0);
	assert_true(patience_left(&patience, &hurried, HURRIED + 1) == 0);
	patience = (struct patience){0};
	patience_left(&patience, &full, 0);
	assert_true(patience_left(&patience, &full, ROOM - 1) == 1);
	assert_true(patience_left(&patience, &full, ROOM) == 0);
}

/* A byte that is taken renews it; so does a time in which nothing was to be waited for. */
static void renewed(void **state)
{
	struct patience_case present = {.finishing = true, .no_room = true};
	struct patience patience = {0};

	(void)state;
	assert_true(patience_left(&patience, &present, 1000 * MS) == ROOM);
	assert_true(patience_left(&patience, &present, 11000 * MS) == ROOM - 10000 * MS);
	present.taken++;
	assert_true(patience_left(&patience, &present, 12000 * MS) == ROOM);
	assert_true(patience_left(&patience, &present, 13000 * MS) == ROOM - 1000 * MS);
	present.no_room = false;
	assert_true(patience_left(&patience, &present, 20000 * MS) == PATIENCE_ENDLESS);
	present.no_room = true;
	assert_true(patience_left(&patience, &present, 21000 * MS) == ROOM);
	/* While the script runs nothing is waited for, however long it took. */
	patience = (struct patience){0};
	present.finishing = false;
	assert_true(patience_left(&patience, &present, 1000 * MS) == PATIENCE_ENDLESS);
	assert_true(patience_left(&patience, &present, 90000 * MS) == PATIENCE_ENDLESS);
	present.finishing = true;
	assert_true(patience_left(&patience, &present, 90000 * MS) == ROOM);
}

/* A wish for the end leaves a second from then on, though room was waited for before. */
static void hurried_later(void **state)
{
	struct patience_case present = {.finishing = true, .no_room = true};
	struct patience patience = {0};

	(void)state;
	patience_left(&patience, &present, 0);
	patience_left(&patience, &present, 20000 * MS);
	present.hurried = true;
	assert_true(patience_left(&patience, &present, 20000 * MS) == HURRIED);
	assert_true(patience_left(&patience, &present, 20500 * MS) == HURRIED - 500 * MS);
	present.abandoned = true;
	assert_true(patience_left(&patience, &present, 20500 * MS) == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_case),
		cmocka_unit_test(ends),
		cmocka_unit_test(renewed),
		cmocka_unit_test(hurried_later),
	};

	return cmocka_run_group_tests_name("patience", tests, NULL, NULL);
}
