/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What goes to which output, and what is counted as given out and cut short. */
#include "tests/unit/outlets.h"

static void one_stream(void **state)
{
	char got[32] = "";

	(void)state;
	begin("one", "log", false);
	add_outputs();
	assert_int_equal(outlet.count, 1);
	assert_true(outlet_empty(&outlet));
	print(0, 'a', 3);
	print(1, 'b', 4);
	print(0, 'c', 5);
	assert_true(give());
	int fd = open("log", O_RDONLY);
	assert_int_equal(read(fd, got, sizeof(got)), 12);
	close(fd);
	assert_string_equal(got, "aaabbbbccccc");
	expect_counts(3, 12, 0, 0);
	assert_int_equal(outlet.taken, 12);
	assert_true(outlet_empty(&outlet));
	assert_false(outlet_any_slow(&outlet) || outlet_any_without_room(&outlet) ||
		     outlet_is_to_try(&outlet) || outlet_overdue(&outlet));
	outlet_close(&outlet);
	assert_false(outlet.failed);
	outlet_free(&outlet);
}

/* A file for each CPU, with the frames as they are. */
static void per_cpu(void **state)
{
	(void)state;
	begin("bulk", "log", true);
	add_outputs();
	assert_int_equal(outlet.count, 2);
	print(0, 'a', 3);
	print(1, 'b', 4);
	print(0, 'c', 5);
	assert_true(give());
	assert_int_equal(size_of("log_3"), 12 + 3 + 12 + 5);
	assert_int_equal(size_of("log_5"), 12 + 4);
	expect_counts(3, 12, 0, 0);
	assert_true(outlet_switch(&outlet));
	print(1, 'd', 4);
	assert_true(give());
	assert_int_equal(size_of("log_cpu5.1"), 12 + 4);
	assert_int_equal(size_of("log_cpu3.1"), 0);
	assert_int_equal(size_of("log_5"), 12 + 4);
	outlet_free(&outlet);
}

/* A message that was cut short in the kernel is counted with all its bytes, and not given out. */
static void cut_short(void **state)
{
	(void)state;
	begin("cut", "log", false);
	add_outputs();
	print(0, 'a', 3);
	print(1, 'b', 100);
	sources[1].head.missing = 40; /* the parser's finding */
	sources[1].head.length = 60;
	assert_true(sources[1].has_head);
	assert_true(give());
	assert_int_equal(totals().cut_messages, 1);
	assert_int_equal(totals().cut_bytes, 100);
	assert_int_equal(outlet.losses[0].cut, 0);
	assert_int_equal(outlet.losses[1].cut, 1);
	expect_counts(1, 3, 0, 0);
	assert_int_equal(size_of("log"), 3);
	outlet_free(&outlet);
}

/* The next file can't be opened, then it can. */
static void next_file(void **state)
{
	(void)state;
	begin("next", "d/log", false);
	assert_int_equal(mkdir("d", 0700), 0);
	add_outputs();
	assert_int_equal(rename("d", "e"), 0);
	assert_true(outlet_switch(&outlet));
	assert_true(outlet_overdue(&outlet));
	print(0, 'a', 3);
	assert_true(give());
	assert_true(outlet_try_again(&outlet));
	assert_true(outlet_overdue(&outlet));
	assert_int_equal(size_of("e/log"), 3);
	assert_int_equal(mkdir("d", 0700), 0);
	assert_true(outlet_try_again(&outlet));
	assert_false(outlet_overdue(&outlet));
	print(0, 'b', 4);
	assert_true(give());
	assert_int_equal(size_of("d/log"), 4);
	assert_false(outlet.failed);
	outlet_free(&outlet);
}

/* What can't be opened is told, and nothing is left behind; nor is it once the outlet is freed
 * twice. */
static void not_opened(void **state)
{
	(void)state;
	begin("not", "no/such/log", false);
	assert_int_equal(outlet_add(&outlet, 3), -ENOENT);
	outlet_free(&outlet);
	begin("not", "log", true);
	outlet.config.descriptor = 7;
	assert_int_equal(outlet_add(&outlet, 3), -EINVAL);
	outlet_free(&outlet);
	outlet = (struct outlet){0};
	outlet_free(&outlet);
}

/* What is lent another thread gives to alone; what was wanted of it meanwhile is done when it is
 * back. */
static void lent(void **state)
{
	(void)state;
	begin("lent", "log", true);
	add_outputs();
	assert_true(outlet_lend(&outlet, 0));
	print(0, 'a', 3);
	assert_true(outlet_give_lent(&outlet, &sources[0], 0));
	assert_int_equal(size_of("log_3"), 12 + 3);
	expect_counts(1, 3, 0, 0);
	struct pollfd events[CPUS];
	assert_int_equal(outlet.attended_count, 0);
	outlet_fill_polls(&outlet, events);
	assert_true(outlet_switch(&outlet)); /* the other one's file */
	print(0, 'a', 3);
	assert_true(outlet_give_lent(&outlet, &sources[0], 0));
	assert_int_equal(size_of("log_3"), 2 * (12 + 3));
	print(1, 'b', 4);
	assert_true(give());
	assert_int_equal(size_of("log_cpu5.1"), 12 + 4);
	outlet_take_back(&outlet, 0);
	outlet_take_back(&outlet, 0);
	print(0, 'a', 3);
	assert_true(give());
	assert_int_equal(size_of("log_cpu3.1"), 12 + 3);
	assert_true(outlet_lend(&outlet, 0));
	outlet_discard(&outlet);
	print(0, 'a', 3);
	assert_true(outlet_give_lent(&outlet, &sources[0], 0));
	assert_int_equal(size_of("log_cpu3.1"), 2 * (12 + 3));
	outlet_take_back(&outlet, 0);
	print(0, 'a', 3);
	assert_true(give());
	expect_counts(5, 4 * 3 + 4, 1, 12 + 3);
	assert_false(outlet_lend(&outlet, 0)); /* it drops all */
	outlet_free(&outlet);
}

/* What is back is no one's but its own again, and what was done is not done again. */
static void lent_again(void **state)
{
	(void)state;
	begin("lent_again", "log", true);
	add_outputs();
	assert_true(outlet_lend(&outlet, 0));
	assert_true(outlet_switch(&outlet));
	outlet_take_back(&outlet, 0);
	print(0, 'a', 3);
	assert_true(give());
	assert_int_equal(size_of("log_cpu3.1"), 12 + 3);
	assert_true(outlet_lend(&outlet, 0));
	outlet_take_back(&outlet, 0);
	print(0, 'a', 3);
	assert_true(give());
	assert_int_equal(size_of("log_cpu3.1"), 2 * (12 + 3));
	assert_int_equal(size_of("log_cpu3.2"), -1);
	assert_true(outlet_switch(&outlet));
	print(0, 'a', 3);
	assert_true(give());
	assert_int_equal(size_of("log_cpu3.2"), 12 + 3);
	outlet_free(&outlet);
}

/* One stream is no one's alone, and what has trouble is given back and not lent until that is
 * over. */
static void not_lent(void **state)
{
	(void)state;
	begin("not_lent", "log", false);
	add_outputs();
	assert_false(outlet_lend(&outlet, 0));
	outlet_free(&outlet);

	begin("not_lent_full", "/dev/full", true);
	outlet.config.naming.per_cpu = false;
	add_outputs();
	assert_true(outlet_lend(&outlet, 0));
	print(0, 'a', 3);
	assert_false(outlet_give_lent(&outlet, &sources[0], 0));
	assert_int_equal(outlet.attended_count, 0);
	outlet_take_back(&outlet, 0);
	assert_true(outlet_any_without_room(&outlet) && outlet_held_up(&outlet, 0));
	assert_false(outlet_lend(&outlet, 0));
	outlet_free(&outlet);
}

/* The caller's descriptor. */
static void descriptor(void **state)
{
	(void)state;
	begin("descriptor", "/dev/fd/7", false);
	outlet.config.descriptor = open("log", O_WRONLY | O_CREAT, 0600);
	add_outputs();
	print(0, 'a', 3);
	assert_true(give());
	assert_true(outlet_switch(&outlet));
	print(0, 'a', 3);
	assert_true(give());
	assert_int_equal(size_of("log"), 6);
	outlet_free(&outlet);
	assert_int_equal(fcntl(outlet.config.descriptor, F_GETFD), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_stream),
		cmocka_unit_test(per_cpu),
		cmocka_unit_test(cut_short),
		cmocka_unit_test(next_file),
		cmocka_unit_test(not_opened),
		cmocka_unit_test(lent),
		cmocka_unit_test(lent_again),
		cmocka_unit_test(not_lent),
		cmocka_unit_test(descriptor),
	};

	return run_outputs("outlet", tests);
}
