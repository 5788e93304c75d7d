/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rests: how long, as a function of what a round brought. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "relay/pace.h"

#define MS 1000000u

/* A rest at NOW behind GATHERED bytes lasts so many milliseconds. */
static uint64_t rest(struct pace *pace, uint64_t gathered, uint64_t now)
{
	pace_rest(pace, gathered, now);
	uint64_t left = pace_left(pace, now);

	assert_int_equal(left % MS, 0);
	return left / MS;
}

static void no_rest_before_the_first_round(void **state)
{
	struct pace pace;

	(void)state;
	pace_init(&pace, 0);
	assert_int_equal(pace_left(&pace, 0), 0);
}

static void a_rest_ends_when_its_time_has_come(void **state)
{
	struct pace pace;

	(void)state;
	pace_init(&pace, 0);
	assert_int_equal(rest(&pace, 100, 50), 4);
	assert_int_equal(pace_left(&pace, 50 + 1), 4 * MS - 1);
	assert_int_equal(pace_left(&pace, 50 + 4 * MS - 1), 1);
	assert_int_equal(pace_left(&pace, 50 + 4 * MS), 0);
	assert_int_equal(pace_left(&pace, 50 + 5 * MS), 0);
}

/* So many bytes a millisecond: no rest is expected to gather more than 256 KB, and it grows back.
 */
static void much_data_cuts_a_rest_down(void **state)
{
	struct pace pace;

	(void)state;
	pace_init(&pace, 0);
	assert_int_equal(rest(&pace, 512 * 1024, 0), 2);
	assert_int_equal(rest(&pace, 512 * 1024, 0), 1);
	assert_int_equal(rest(&pace, 512 * 1024, 0), 0);
	assert_int_equal(rest(&pace, 512 * 1024, 0), 0);
	assert_int_equal(rest(&pace, 1024, 0), 1);
	assert_int_equal(rest(&pace, 1024, 0), 3);
	assert_int_equal(rest(&pace, 1024, 0), 4);
	assert_int_equal(rest(&pace, 256 * 1024, 0), 4);
}

static void the_longest_rest_is_the_users(void **state)
{
	struct pace pace;

	(void)state;
	pace_init(&pace, 20);
	assert_int_equal(rest(&pace, 1, 0), 9);
	assert_int_equal(rest(&pace, 1, 0), 19);
	assert_int_equal(rest(&pace, 1, 0), 20);
	assert_int_equal(rest(&pace, 1, 0), 20);
	pace_init(&pace, 1);
	assert_int_equal(rest(&pace, 1, 0), 1);
}

/* The usual rest, and the first part of a longer one, need no ears. */
static void only_a_long_rest_listens(void **state)
{
	struct pace pace;

	(void)state;
	pace_init(&pace, 0);
	assert_false(pace_rest(&pace, 1, 0));
	assert_int_equal(pace_deaf(&pace, 1), 4 * MS - 1);
	assert_int_equal(pace_deaf(&pace, 4 * MS), 0);
	pace_init(&pace, 1);
	assert_false(pace_rest(&pace, 1, 0));
	assert_int_equal(pace_deaf(&pace, 0), MS);
	pace_init(&pace, 3000);
	assert_true(pace_rest(&pace, 1, 0));
	assert_int_equal(pace_deaf(&pace, 0), 4 * MS);
	assert_int_equal(pace_left(&pace, 4 * MS), 5 * MS);
	pace_alone(&pace);
	assert_int_equal(pace_left(&pace, 4 * MS), 0);
	assert_int_equal(pace_left(&pace, 3 * MS), MS);
}

/* What is heard now and then costs one wake-up each; what is heard all the time one for each usual
 * rest. */
static void who_hears_much_listens_less(void **state)
{
	struct pace pace;
	uint64_t now = 100 * MS;

	(void)state;
	pace_init(&pace, 3000);
	while (rest(&pace, 1, now) < 3000)
		;
	now += 50 * MS;
	pace_heard(&pace, now);
	assert_int_equal(pace_deaf(&pace, now), 0);
	now += 50 * MS;
	pace_heard(&pace, now);
	assert_int_equal(pace_deaf(&pace, now), 0);
	for (int i = 0; i < 10; i++) {
		now += MS;
		pace_heard(&pace, now);
		assert_int_equal(pace_deaf(&pace, now), 4 * MS);
		now += 4 * MS;
		assert_int_equal(pace_deaf(&pace, now), 0);
	}
}

/* What is heard again within two of the shortest rests is much; at their end it is not. */
static void twice_within_two_rests_is_much(void **state)
{
	for (unsigned late = 0; late < 2; late++) {
		uint64_t now = 1000ull * MS;
		struct pace pace;

		(void)state;
		pace_init(&pace, 3000);
		while (rest(&pace, 1, now) < 3000)
			;
		pace_heard(&pace, now);
		now += 8 * MS - 1 + late;
		pace_heard(&pace, now);
		assert_int_equal(pace_deaf(&pace, now), late ? 0 : 4 * MS);
	}
}

static void much_that_waits_ends_a_rest(void **state)
{
	struct pace pace;

	(void)state;
	pace_init(&pace, 3000);
	while (rest(&pace, 1, 0) < 3000)
		;
	pace_waits(&pace, 256 * 1024 - 1);
	assert_int_equal(pace_left(&pace, 0), 3000ull * MS);
	pace_waits(&pace, 256 * 1024);
	assert_int_equal(pace_left(&pace, 0), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_rest_before_the_first_round),
		cmocka_unit_test(a_rest_ends_when_its_time_has_come),
		cmocka_unit_test(much_data_cuts_a_rest_down),
		cmocka_unit_test(the_longest_rest_is_the_users),
		cmocka_unit_test(only_a_long_rest_listens),
		cmocka_unit_test(who_hears_much_listens_less),
		cmocka_unit_test(twice_within_two_rests_is_much),
		cmocka_unit_test(much_that_waits_ends_a_rest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
