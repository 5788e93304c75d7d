/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of bulk mode that may be of a later run: which numbers have them begin, and which don't. */
#include "stream/pending.h"
#include "tests/unit/restores.h"

/* Behind what CPU has, a file pends that begins with NUMBER. */
static void put_pending(unsigned cpu, uint32_t number)
{
	files.cpus[cpu].pends = true;
	files.cpus[cpu].pending = number;
}

/* The file that pends behind CPU is of this run, with a frame of that number. */
static void expect_pending(unsigned cpu)
{
	assert_int_equal(restore_next(&files.restore), RESTORE_LACKS);
	assert_int_equal(files.restore.index, cpu);
	files.cpus[cpu].pends = false;
	put_frame(cpu, files.cpus[cpu].pending, 10);
}

static void a_file_is_of_this_run_when_its_number_is_due(void **state)
{
	(void)state;
	put_frame(0, 1, 5);
	put_frame(1, 2, 5);
	put_pending(0, 3);
	put_frame(1, 4, 5);
	expect(0, 1, 5, 0);
	expect(1, 2, 5, 0);
	expect_pending(0);
	expect(0, 3, 10, 0);
	/* It was where it had to be: nothing else is in doubt. */
	for (unsigned i = 0; i < CPUS; i++)
		assert_false(files.cpus[i].facts.layout.forgotten);
	expect(1, 4, 5, 0);
	expect_end(0);
}

static void a_file_whose_number_was_there_is_of_a_later_run(void **state)
{
	(void)state;
	put_frame(0, 1, 5);
	put_pending(0, 3);
	put_frame(1, 2, 5);
	put_frame(1, 3, 5);
	put_frame(1, 4, 5);
	put_pending(1, 1);
	expect(0, 1, 5, 0);
	expect(1, 2, 5, 0);
	expect(1, 3, 5, 0);
	expect(1, 4, 5, 0);
	expect_end(0);
}

/* The same number as of the next message, but on a CPU that has more of this run. */
static void a_file_is_not_begun_before_the_one_before_it_is_over(void **state)
{
	(void)state;
	put_frame(0, 1, 5);
	put_frame(0, 3, 5);
	put_pending(0, 2);
	expect(0, 1, 5, 0);
	expect(0, 3, 5, 0);
	expect_end(0);
}

static void a_hole_before_a_file(void **state)
{
	(void)state;
	put_frame(0, 1, 5);
	put_pending(0, 7);
	put_frame(1, 9, 5);
	expect(0, 1, 5, 0);
	expect_pending(0);
	expect(0, 7, 10, 0);
	put_pending(0, 8000);
	expect(1, 9, 5, 0);
	expect_pending(0);
	expect(0, 8000, 10, 0);
	expect_end(0);
}

/* Where another CPU goes on with a later run, a number that is not due is no hole before it. */
static void a_run_is_over_where_a_later_one_begins(void **state)
{
	(void)state;
	put_frame(0, 1, 5);
	put_pending(0, 7);
	put_frame(1, 2, 5);
	put_pending(1, 1);
	expect(0, 1, 5, 0);
	expect(1, 2, 5, 0);
	expect_end(0);
}

static void a_file_of_another_dialect_is_of_a_later_run(void **state)
{
	(void)state;
	put_frame(0, 1, 5);
	put_pending(0, 2);
	files.cpus[0].anew = true;
	expect(0, 1, 5, 0);
	expect_end(0);
}

/* CPU 0 printed nothing in this run, of which it has an empty file. */
static void of_two_files_that_begin_a_run(void **state)
{
	(void)state;
	put_pending(0, 1);
	files.cpus[0].empties = 1;
	put_pending(1, 1);
	expect_pending(1);
	expect(1, 1, 10, 0);
	expect_end(0);
}

/* CPU 0 printed nothing in this run, of which it has an empty file, and begins the next one with
 * the number that is due. */
static void a_number_is_not_due_where_all_begin_a_later_run(void **state)
{
	(void)state;
	put_frame(1, 1, 5);
	put_pending(0, 2);
	files.cpus[0].empties = 1;
	put_pending(1, 1);
	expect(1, 1, 5, 0);
	expect_end(0);
}

/* The same, but there is no later run, or more of this one: some file is empty all the same. */
static void a_number_is_due_behind_an_empty_file(void **state)
{
	(void)state;
	put_frame(1, 1, 5);
	put_pending(0, 2);
	files.cpus[0].empties = 1;
	expect(1, 1, 5, 0);
	expect_pending(0);
	expect(0, 2, 10, 0);
	put_pending(0, 3);
	files.cpus[0].empties = 1;
	put_frame(1, 4, 5);
	put_pending(1, 1);
	expect_pending(0);
	expect(0, 3, 10, 0);
	expect(1, 4, 5, 0);
	expect_end(0);
}

/* The lower number begins the run, and the other is due then. */
static void the_lowest_number_begins_a_run(void **state)
{
	(void)state;
	put_pending(0, 2);
	put_pending(1, 1);
	expect_pending(1);
	expect(1, 1, 10, 0);
	expect_pending(0);
	expect(0, 2, 10, 0);
	expect_end(0);
}

/*
 * Stale bytes look like message 2, and lead to what looks like message 3, from where on it does
 * not go on. The true message 2 leads to where message 3 may come in the next file.
 */
static void a_look_ends_where_a_file_pends(void **state)
{
	static const uint32_t stale[2] = {2, 8 + 10};

	(void)state;
	put_frame(0, 1, 4096 - 8 - 8);
	put(0, stale, sizeof(stale));
	put_header(0, 2, 10 + 8 + 15);
	put_body(0, 10);
	put_header(0, 3, 5);
	put_body(0, 15);
	put_pending(0, 3);
	put_frame(1, 4, 1);
	expect(0, 1, 4096 - 8 - 8, 0);
	expect(0, 2, 10 + 8 + 15, 0);
	expect_pending(0);
	expect(0, 3, 10, 0);
	expect(1, 4, 1, 0);
	expect_end(0);
}

/* --- Each combination of what two CPUs have -----------------------------------------------------
 */

#define NEXT 5u

/* What CPU has: bits of a number. */
static bool is(unsigned what, unsigned cpu, unsigned bit)
{
	return what >> (5 * cpu + bit) & 1;
}

static void set_up(unsigned what)
{
	begin(NULL);
	files.restore.started = true;
	files.restore.next = NEXT;
	for (unsigned i = 0; i < CPUS; i++) {
		files.cpus[i].pends = is(what, i, 0);
		files.cpus[i].anew = is(what, i, 1);
		files.cpus[i].pending = NEXT + is(what, i, 2);
		files.cpus[i].empties = is(what, i, 3);
		if (is(what, i, 4))
			put_frame(i, 100, 10);
		assert_int_equal(
			stand_at_end(&files.sources[i], &files.cpus[i].now), !is(what, i, 4));
	}
}

/* The one that is possible with the lowest number, and of equals with fewer empty files. */
static unsigned lowest(unsigned what)
{
	unsigned best = CPUS, least = UINT32_MAX;

	for (unsigned i = 0; i < CPUS; i++) {
		unsigned order = 2 * is(what, i, 2) + is(what, i, 3);

		if (!is(what, i, 0) || is(what, i, 1) || is(what, i, 4) || order >= least)
			continue;
		best = i;
		least = order;
	}
	return best;
}

static void whatever_pends(void **state)
{
	(void)state;
	for (unsigned what = 0; what < 1u << (5 * CPUS); what++) {
		bool later, expected = false, left = false;
		unsigned first = lowest(what);

		set_up(what);
		for (unsigned i = 0; i < CPUS; i++) {
			expected |= is(what, i, 0) && is(what, i, 1);
			left |= is(what, i, 4);
		}
		assert_int_equal(pending_lowest(&files.restore, &later), first);
		assert_int_equal(later, expected);
		for (uint32_t number = NEXT; number < NEXT + 3; number++) {
			bool any = false;

			for (unsigned i = 0; i < CPUS; i++)
				any |= is(what, i, 0) && !is(what, i, 1) && !is(what, i, 4) &&
				       NEXT + is(what, i, 2) == number;
			assert_int_equal(pending_anywhere(&files.restore, number), any);
		}
		bool due = first != CPUS && !is(what, first, 2) &&
			   !(later && is(what, first, 3) && !left);
		assert_int_equal(pending_due(&files.restore), due ? first : CPUS);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_file_is_of_this_run_when_its_number_is_due, begin),
		cmocka_unit_test_setup(a_file_whose_number_was_there_is_of_a_later_run, begin),
		cmocka_unit_test_setup(a_file_is_not_begun_before_the_one_before_it_is_over, begin),
		cmocka_unit_test_setup(a_hole_before_a_file, begin),
		cmocka_unit_test_setup(a_run_is_over_where_a_later_one_begins, begin),
		cmocka_unit_test_setup(a_file_of_another_dialect_is_of_a_later_run, begin),
		cmocka_unit_test_setup(of_two_files_that_begin_a_run, begin),
		cmocka_unit_test_setup(a_number_is_not_due_where_all_begin_a_later_run, begin),
		cmocka_unit_test_setup(a_number_is_due_behind_an_empty_file, begin),
		cmocka_unit_test_setup(the_lowest_number_begins_a_run, begin),
		cmocka_unit_test_setup(a_look_ends_where_a_file_pends, begin),
		cmocka_unit_test(whatever_pends),
	};

	return cmocka_run_group_tests_name("pending", tests, NULL, NULL);
}
