/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether frames go straight on from a place, by which that is told which is none. */
#include "tests/unit/looks.h"

static bool straight(unsigned links, size_t behind, bool complete, uint64_t holes)
{
	begin(NULL);
	sources[0].stream.last = FIRST;
	sources[0].end = put_frames(0, 0, 1, 1, links) + behind;
	sources[0].complete = complete;
	restore->holes = holes;
	restore->lacking = false;
	restore->index = 1;
	return look_straight(restore, 0, 0);
}

/* So many are no chance: more of them where no number was nowhere before. */
static void so_many_are_straight(void **state)
{
	static const unsigned counts[] = {0, 1, 2, 15, 16, 17, 1023, 1024, 1025};

	(void)state;
	for (unsigned i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		unsigned count = counts[i];

		/* Behind them come bytes that are no header, */
		assert_int_equal(straight(count, 100, true, 0), count >= 1024);
		assert_int_equal(straight(count, 100, true, 1), count >= 16);
		/* too few bytes for one, */
		for (size_t behind = 1; behind < 9; behind++) {
			assert_int_equal(straight(count, behind, true, 0), count >= 1024);
			assert_int_equal(straight(count, behind, true, 1), count >= 16);
			assert_int_equal(straight(count, behind, false, 0), count >= 1024);
			assert_int_equal(restore->lacking, count < 1024);
			assert_int_equal(restore->index, count >= 1024);
			assert_int_equal(straight(count, behind, false, 1), count >= 16);
			assert_int_equal(restore->lacking, count < 16);
		}
		assert_false(straight(count, 9, false, 1) && count < 16);
		assert_false(restore->lacking);
		/* or none, which is the end, or not all yet. */
		assert_int_equal(straight(count, 0, true, 0), count >= 16);
		assert_true(straight(count, 0, true, 1));
		assert_int_equal(straight(count, 0, false, 1), count >= 16);
		assert_int_equal(restore->lacking, count < 16);
	}
}

/* Numbers rise, by not too much. */
static void straight_numbers(void **state)
{
	static const struct {
		uint32_t step;
		bool near;
	} cases[] = {{0, false}, {1, true}, {2, true}, {STAND_NEAR, true}, {STAND_NEAR + 1, false}};

	for (unsigned i = 0; i < 5; i++) {
		begin(state);
		sources[0].stream.last = FIRST;
		sources[0].end = put_frames(0, 0, 1, cases[i].step, 20);
		restore->holes = 1;
		assert_int_equal(look_straight(restore, 0, 0), cases[i].near);
		/* From the second on. */
		sources[0].stream.last = FIRST + 1;
		assert_int_equal(look_straight(restore, 0, 32), cases[i].near);
	}
}

/* What is behind a place tells of it, so much of it that no one waits for more. */
static void as_much_as_tells(void **state)
{
	begin(state);
	sources[0].complete = false;
	sources[0].end = WAIT_MAX + 10;
	for (uint64_t at = 8; at <= 12; at++) {
		restore->lacking = false;
		assert_int_equal(look_sees(restore, 0, at), at <= 10);
		assert_int_equal(restore->lacking, at > 10);
	}
	restore->lacking = false;
	files.cpus[0].full = true;
	assert_true(look_sees(restore, 0, 12));
	files.cpus[0].full = false;
	sources[0].complete = true;
	assert_true(look_sees(restore, 0, 12));
	assert_false(restore->lacking);
}

/* A header of which the length alone can be one, before frames. */
static void what_is_no_frame(void **state)
{
	static const struct {
		uint32_t number;
		bool is_false;
	} cases[] = {
		{FIRST, true}, /* the last one's */
		{FIRST + 1, false}, {FIRST + STAND_NEAR, false}, {FIRST + STAND_NEAR + 1, true},
		{0, true}, {UINT32_MAX, false}, /* nor can a place have that */
	};

	for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t taken = cases[i].is_false ? 32 : 0;

		begin(state);
		sources[0].stream.last = FIRST;
		sources[0].end = put_frames(0, put(0, 0, cases[i].number - FIRST, 24), 1, 1, 20);
		assert_int_equal(look_false_frame(restore, 0, 0), 0); /* no number was nowhere */
		restore->holes = 1;
		assert_int_equal(look_false_frame(restore, 0, 0), taken);
		assert_false(restore->lacking);
		/* Not all of it is there. */
		sources[0].end = 31;
		assert_int_equal(look_false_frame(restore, 0, 0), 0);
		assert_false(restore->lacking);
		sources[0].complete = false;
		assert_int_equal(look_false_frame(restore, 0, 0), 0);
		assert_int_equal(restore->lacking, cases[i].is_false);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(so_many_are_straight),
		cmocka_unit_test(straight_numbers),
		cmocka_unit_test(as_much_as_tells),
		cmocka_unit_test(what_is_no_frame),
	};

	return cmocka_run_group_tests_name("straight", tests, NULL, NULL);
}
