/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How far each of a few ways leads, by the numbers of all CPUs and by those of one. */
#include "tests/unit/looks.h"

/* --- One CPU's numbers ------------------------------------------------------------------------ */

/* As many as there are, up to where they are no chance; to the end of all is as good. */
static void frames_of_one_cpu(void **state)
{
	static const uint32_t steps[] = {1, 3, 1000, STAND_NEAR, STAND_NEAR + 1};

	for (unsigned s = 0; s < 5; s++)
		for (unsigned count = 1; count < 20; count++) {
			bool near = steps[s] <= STAND_NEAR;
			const struct stand_place first = place(0, 1, 24);

			begin(state);
			sources[0].end = put_frames(0, 0, 1, steps[s], count) + 100;
			const struct stand before = files.cpus[0].now;
			unsigned links = near ? count : 1;
			assert_int_equal(look_along(restore, 0, &first),
				links < LOOK_LINKS ? links : LOOK_LINKS);
			assert_false(restore->lacking);
			assert_memory_equal(&files.cpus[0].now, &before, sizeof(before));
			/* To the end, with as much as may pad there. */
			for (unsigned left = 0; left < 12; left++) {
				sources[0].end = 32 * count + left;
				bool all = left <= 8 && (near || count == 1);
				assert_int_equal(look_along(restore, 0, &first),
					all || links >= LOOK_LINKS ? LOOK_LINKS : links);
			}
		}
}

/* The longest of two ways, be it the first or the last. */
static void a_fork(void **state)
{
	const size_t end = 4096 - 8;
	const struct stand_place first = place(0, 1, (uint32_t)end - 8);

	for (unsigned a = 0; a < 6; a++)
		for (unsigned b = 0; b < 6; b++) {
			begin(state);
			sources[0].end = 10000;
			put(0, 0, 1, (uint32_t)end - 8);
			/* Right behind it A frames, and behind what a sub-buffer leaves B. */
			for (unsigned i = 0; i < a; i++)
				put(0, end + 200 * i, 2 + i, 192);
			for (unsigned i = 0; i < b; i++)
				put(0, i ? end + 200 * i + 58 : end + 8, 2 + i, i ? 192 : 242);
			assert_int_equal(look_along(restore, 0, &first), 1 + (a > b ? a : b));
		}
}

/* Bytes that can still come would tell. */
static void bytes_that_lack(void **state)
{
	const struct stand_place first = place(0, 1, 24);

	for (unsigned count = 1; count < 20; count++)
		for (unsigned full = 0; full < 2; full++) {
			begin(state);
			sources[0].end = put_frames(0, 0, 1, 1, count);
			sources[0].complete = false;
			files.cpus[0].full = full;
			restore->index = 1;
			restore->lacking = true; /* as the look before left it */
			look_along(restore, 0, &first);
			assert_int_equal(restore->lacking, !full && count < LOOK_LINKS);
			assert_int_equal(restore->index, !full && count < LOOK_LINKS ? 0 : 1);
		}
}

/* No frame is cut short where there is no proof. */
static void a_header_in_a_body(void **state)
{
	const struct stand_place first = place(0, 1, 5000);

	begin(state);
	put(0, 0, 1, 5000);
	put_frames(0, 4096, 2, 1, 20);
	sources[0].end = 10000;
	sources[0].stream.overrun = true;
	assert_int_equal(look_along(restore, 0, &first), 1);
}

/* So many ways that they are not all followed are no end. (Bytes are skipped once a page.) */
static void too_many_ways(void **state)
{
	const struct stand_place first = place(0, 1, 4192);

	for (unsigned depth = 1; depth < 15; depth++) {
		begin(state);
		layout_forget(&files.cpus[0].facts.layout);
		put(0, 0, 1, 4192);
		for (unsigned i = 1; i < depth; i++) {
			put(0, 4200 * i, 1 + 2 * i, 4192);
			put(0, 4200 * i + 8, 2 + 2 * i, 4184);
		}
		sources[0].end = 100000;
		if (depth < 9)
			assert_int_equal(look_along(restore, 0, &first), depth);
		else if (depth > 12)
			assert_int_equal(look_along(restore, 0, &first), LOOK_LINKS);
	}
}

/* --- The numbers of all CPUs ------------------------------------------------------------------ */

/*
 * Source 0 has the frame of number 1 at one of two places: A is followed there by COUNT_A frames of
 * this CPU, and B by COUNT_B; what comes between, of even numbers, is on the other.
 */
static struct look_options two_places(unsigned count_a, unsigned count_b, unsigned of_other)
{
	struct look_options options = {0};

	begin(NULL);
	put(0, 0, 1, 192);
	put(0, 8, 1, 234);
	for (unsigned i = 1; i <= count_a; i++)
		put(0, 200 * i, 1 + 2 * i, 192);
	for (unsigned i = 1; i <= count_b; i++)
		put(0, 200 * i + 50, 1 + 2 * i, 192);
	sources[0].end = 40000;
	sources[1].end = put_frames(1, 0, 2, 2, of_other) + 100;
	look_add(&options, &(struct look_option){.index = 0, .place = place(0, 1, 192)});
	look_add(&options, &(struct look_option){.index = 0, .place = place(8, 1, 234)});
	return options;
}

/* Chooses, as when the next number is looked for: the places where each CPU stands are known. */
static const struct look_option *choose(struct look_options *options)
{
	for (unsigned i = 0; i < CPUS; i++) {
		struct restore_cpu *cpu = &files.cpus[i];

		cpu->now.known = false;
		stand_find(&cpu->facts, &sources[i], &cpu->now, FIRST + 1, 0);
	}
	return look_choose(restore, options, FIRST + 1);
}

/* The one that leads farther over both CPUs. */
static void the_farther_way(void **state)
{
	static const unsigned counts[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 20};

	(void)state;
	for (unsigned i = 0; i < 11; i++)
		for (unsigned j = 0; j < 11; j++) {
			unsigned a = counts[i], b = counts[j];
			struct look_options options = two_places(a, b, 40);
			const struct look_option *chosen = choose(&options);

			assert_non_null(chosen);
			assert_false(restore->lacking);
			/* 16 numbers are on and on, of which each second is here. */
			bool on_a = a >= 8, on_b = b >= 8;
			assert_int_equal(restore->ambiguous, on_a && on_b);
			assert_ptr_equal(chosen, &options.option[!on_a && (on_b || b > a)]);
			assert_int_equal(restore->step_count, 0);
			if (on_a)
				continue;
			assert_int_equal(options.option[0].reached, 1 + 2 * a);
			assert_int_equal(
				options.option[1].reached, on_b ? LOOK_ON_AND_ON : 1 + 2 * b);
		}
}

/* Where neither leads on, as the other CPU's file is missing, the longer of this one's own numbers.
 */
static void a_file_is_missing(void **state)
{
	(void)state;
	for (unsigned a = 0; a < 6; a++)
		for (unsigned b = 0; b < 6; b++) {
			struct look_options options = two_places(a, b, 0);
			const struct look_option *chosen = choose(&options);

			assert_non_null(chosen);
			assert_ptr_equal(chosen, &options.option[b > a]);
			assert_int_equal(options.option[0].links, a);
			assert_int_equal(options.option[1].links, b);
			assert_int_equal(restore->ambiguous, 0);
		}
}

/* On and on is over 16 numbers, of which each CPU in question has four, or none left. */
static void far_enough(void **state)
{
	(void)state;
	for (unsigned n = 1; n < 20; n++) {
		struct look_options options = two_places(n / 2, 0, n - n / 2);

		assert_ptr_equal(choose(&options), &options.option[0]);
		assert_int_equal(options.option[0].reached, n < 16 ? n : LOOK_ON_AND_ON);
		assert_int_equal(options.option[1].reached, 1);
	}
	for (unsigned shown = 0; shown < 7; shown++)
		for (unsigned at_end = 0; at_end < 2; at_end++) {
			struct look_options options = {0};
			bool both = at_end || shown >= 4;

			/* 1 to 30 on one, as 2 of which 1 may be on the other, too. */
			begin(NULL);
			sources[0].end = put_frames(0, 0, 1, 1, 10);
			sources[1].end = put_frames(1, 0, 11, 1, shown);
			sources[0].end =
				put_frames(0, sources[0].end, 11 + shown, 1, 20 - shown) + 100;
			sources[1].end += at_end ? 0 : 100;
			look_add(&options, &(struct look_option){.place = place(0, 1, 24)});
			look_add(&options,
				&(struct look_option){.index = 1, .place = place(0, 11, 24)});
			choose(&options);
			assert_int_equal(options.option[0].reached, both ? LOOK_ON_AND_ON : 29);
		}
}

/* Where a number is at two places in turn, the farther of both counts, and what was looked at is
 * as it was before. */
static void forks(void **state)
{
	(void)state;
	for (unsigned p = 0; p < 8; p++)
		for (unsigned q = 0; q < 8; q++)
			for (unsigned before = 1; before < 5; before++) {
				struct look_options options = {0};

				/* 1, 2 and so on, and one number that each CPU has, and goes on
				 * from. */
				begin(NULL);
				sources[0].end = put_frames(0, 0, 1, 1, before + 1 + p) + 100;
				sources[1].end = put_frames(1, 0, 1 + before, 1, 1 + q) + 100;
				look_add(&options, &(struct look_option){.place = place(0, 1, 24)});
				restore->credit = 500;
				choose(&options);
				assert_int_equal(
					options.option[0].reached, before + (p > q ? p : q));
				assert_int_equal(restore->step_count, 0);
				/* Each frame of both ways was looked at once. */
				assert_int_equal(restore->credit, 500 - (before - 1) - 2 - p - q);
				const struct stand *other = &files.cpus[1].now;
				assert_true(other->known);
				assert_int_equal(other->count, 1);
				assert_int_equal(other->places[0].number, FIRST + 1 + before);
				assert_int_equal(other->taken, 0);
			}
}

/* So many forks that not all are followed lead on and on. */
static void too_many_forks(void **state)
{
	(void)state;
	for (unsigned depth = 1; depth < 14; depth++) {
		struct look_options options = {0};

		begin(NULL);
		layout_forget(&files.cpus[0].facts.layout);
		put(0, 0, 1, 4192);
		for (unsigned i = 1; i <= depth; i++) {
			put(0, 4200 * i, 1 + i, 4192);
			put(0, 4200 * i + 8, 1 + i, 4184);
		}
		sources[0].end = 100000;
		restore->credit = 0;
		look_add(&options, &(struct look_option){.place = place(0, 1, 4192)});
		choose(&options);
		if (depth < 9)
			assert_int_equal(options.option[0].reached, depth);
		else if (depth > 11)
			assert_int_equal(options.option[0].reached, LOOK_ON_AND_ON);
		assert_int_equal(restore->credit, 0);
	}
}

/* To the end of all files is on and on. */
static void to_the_end_of_all(void **state)
{
	(void)state;
	for (unsigned count = 1; count < 6; count++)
		for (unsigned left = 0; left < 12; left++) {
			struct look_options options = two_places(count, 0, count);
			size_t end = put_frames(1, 0, 2, 2, count);

			sources[0].end = 200 * (count + 1) + left;
			sources[1].end = end;
			assert_ptr_equal(choose(&options), &options.option[0]);
			assert_int_equal(
				options.option[0].reached, left <= 8 ? LOOK_ON_AND_ON : 2 * count);
			sources[1].end += 9;
			choose(&options);
			assert_int_equal(options.option[0].reached, 2 * count);
		}
}

/* What is not to be seen yet is asked for, of the CPU that lacks it. */
static void more_would_tell(void **state)
{
	(void)state;
	for (unsigned lacks = 0; lacks < CPUS; lacks++)
		for (unsigned full = 0; full < 2; full++) {
			struct look_options options = two_places(3, 3, 3);

			sources[0].end = 800;
			sources[1].end = 96;
			sources[lacks].complete = false;
			files.cpus[lacks].full = full;
			restore->index = 7;
			const struct look_option *chosen = choose(&options);
			assert_int_equal(chosen == NULL, !full);
			assert_int_equal(restore->lacking, !full);
			assert_int_equal(restore->index, full ? 7 : lacks);
			if (full)
				assert_int_equal(options.option[0].reached, LOOK_ON_AND_ON);
		}
}

/* Of more options than there is room for the first are kept. */
static void many_options(void **state)
{
	struct {
		struct look_options options;
		struct look_option behind;
	} many = {0};

	(void)state;
	for (unsigned i = 0; i < STAND_PLACES + 5; i++)
		look_add(&many.options, &(struct look_option){.index = 100 + i});
	assert_int_equal(many.options.count, STAND_PLACES);
	for (unsigned i = 0; i < STAND_PLACES; i++)
		assert_int_equal(many.options.option[i].index, 100 + i);
	assert_int_equal(many.behind.index, 0);
}

static void how_far_a_cut_is_looked_for(void **state)
{
	begin(state);
	assert_int_equal(look_cuts(restore, 0, 77), 0);
	sources[0].stream.overrun = true;
	assert_int_equal(look_cuts(restore, 0, 77), 77);
	assert_int_equal(look_cuts(restore, 1, 77), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(frames_of_one_cpu),
		cmocka_unit_test(a_fork),
		cmocka_unit_test(bytes_that_lack),
		cmocka_unit_test(a_header_in_a_body),
		cmocka_unit_test(too_many_ways),
		cmocka_unit_test(the_farther_way),
		cmocka_unit_test(a_file_is_missing),
		cmocka_unit_test(far_enough),
		cmocka_unit_test(forks),
		cmocka_unit_test(too_many_forks),
		cmocka_unit_test(to_the_end_of_all),
		cmocka_unit_test(more_would_tell),
		cmocka_unit_test(many_options),
		cmocka_unit_test(how_far_a_cut_is_looked_for),
	};

	return cmocka_run_group_tests_name("look", tests, NULL, NULL);
}
