/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Outputs that take nothing, for now or for good: what is kept, given up and counted as dropped. */
#include "tests/unit/outlets.h"

/* An output that is full keeps what it has; given up, that and what comes is dropped, of whichever
 * CPU. */
static void full(void **state)
{
	(void)state;
	begin("full", "log", false);
	assert_int_equal(symlink("/dev/full", "log"), 0);
	add_outputs();
	print(0, 'a', 3);
	print(1, 'b', 4);
	assert_true(give());
	assert_true(outlet_held_up(&outlet, 0) && outlet_held_up(&outlet, 1));
	assert_true(outlet_any_without_room(&outlet) && outlet_is_to_try(&outlet));
	assert_false(outlet_any_slow(&outlet) || outlet_empty(&outlet));
	assert_int_equal(outlet.taken, 0);
	assert_false(outlet.failed);
	expect_counts(2, 7, 0, 0);
	struct pollfd poll;
	outlet_fill_polls(&outlet, &poll);
	assert_int_equal(poll.fd, -1);
	outlet_give_up(&outlet);
	assert_true(outlet.failed);
	assert_int_equal(outlet.error, ENOSPC);
	assert_false(outlet_held_up(&outlet, 0) || outlet_any_without_room(&outlet));
	assert_true(outlet_empty(&outlet));
	expect_counts(2, 7, 2, 7);
	print(1, 'c', 5);
	assert_true(give());
	expect_counts(2, 7, 3, 12);
	assert_int_equal(outlet.losses[0].dropped, 1);
	assert_int_equal(outlet.losses[1].dropped, 2);
	assert_true(outlet_switch(&outlet)); /* it is over */
	assert_int_equal(size_of("log.1"), -1);
	outlet_free(&outlet);
}

/* Where several have no room all are given up. */
static void both_full(void **state)
{
	(void)state;
	begin("both", "log", true);
	assert_int_equal(symlink("/dev/full", "log_3"), 0);
	assert_int_equal(symlink("/dev/full", "log_5"), 0);
	add_outputs();
	print(0, 'a', 3);
	print(1, 'b', 4);
	assert_true(give());
	outlet_give_up(&outlet);
	assert_true(outlet.failed);
	assert_int_equal(outlet.error, ENOSPC);
	expect_counts(2, 7, 2, 2 * 12 + 7);
	outlet_free(&outlet);
}

static unsigned descriptors(void)
{
	unsigned count = 0;

	for (int fd = 0; fd < 256; fd++)
		count += fcntl(fd, F_GETFD) >= 0;
	return count;
}

/* No descriptor is left open, of those that could not be opened neither. */
static void nothing_stays_open(void **state)
{
	unsigned before = descriptors();

	(void)state;
	begin("closed_all", "log", true);
	add_outputs();
	assert_int_equal(descriptors(), before + 2);
	outlet_free(&outlet);
	assert_int_equal(descriptors(), before);
	begin("none", "nowhere/log", true);
	assert_true(outlet_add(&outlet, 3) < 0);
	outlet_free(&outlet);
	assert_int_equal(descriptors(), before);
}

/* Of two outputs only that without room is given up; all are discarded. */
static void given_up_alone(void **state)
{
	(void)state;
	begin("alone", "log", true);
	assert_int_equal(symlink("/dev/full", "log_3"), 0);
	add_outputs();
	print(0, 'a', 3);
	print(1, 'b', 4);
	assert_true(give());
	assert_true(outlet_held_up(&outlet, 0));
	assert_false(outlet_held_up(&outlet, 1));
	outlet_give_up(&outlet);
	print(0, 'a', 3);
	print(1, 'b', 4);
	assert_true(give());
	assert_int_equal(size_of("log_5"), 2 * (12 + 4));
	expect_counts(3, 11, 2, 2 * (12 + 3));
	outlet_discard(&outlet);
	print(1, 'b', 4);
	assert_true(give());
	assert_int_equal(size_of("log_5"), 2 * (12 + 4));
	expect_counts(3, 11, 3, 2 * (12 + 3) + 12 + 4);
	outlet_free(&outlet);
}

/* Begins with one FIFO for both CPUs. Returns the end that is read. */
static int begin_read(const char *own)
{
	begin(own, "log", false);
	assert_int_equal(mkfifo("log", 0600), 0);
	int reader = open("log", O_RDONLY | O_NONBLOCK);
	add_outputs();
	return reader;
}

/* Discarding what waits for a slow reader is no failure of the output. */
static void discarded(void **state)
{
	(void)state;
	int reader = begin_read("discarded");
	for (unsigned i = 0; i < 7; i++)
		print(0, 'a', 100000);
	assert_true(give());
	assert_true(outlet_any_slow(&outlet) && outlet_held_up(&outlet, 1));
	assert_false(outlet_any_without_room(&outlet) || outlet_is_to_try(&outlet));
	struct pollfd event;
	outlet_fill_polls(&outlet, &event);
	assert_int_equal(event.fd, outlet.output[0].file.sink.fd);
	assert_int_equal(event.events, POLLOUT);
	uint64_t written = outlet.taken;
	assert_true(written > 0 && written < 700000);
	outlet_discard(&outlet);
	assert_false(outlet_any_slow(&outlet) || outlet.failed);
	assert_true(give());
	assert_int_equal(totals().dropped_bytes, 700000 - written);
	outlet_fill_polls(&outlet, &event);
	assert_int_equal(event.fd, -1);
	close(reader);
	outlet_free(&outlet);
}

/* A reader that goes is noticed though nothing is to be written. */
static void reader_that_goes(void **state)
{
	struct pollfd event;

	(void)state;
	int reader = begin_read("goes");
	outlet_fill_polls(&outlet, &event);
	assert_true(event.fd >= 0 && event.events == 0);
	assert_int_equal(poll(&event, 1, 0), 0);
	assert_true(outlet_look(&outlet, &event));
	close(reader);
	assert_int_equal(poll(&event, 1, 0), 1);
	event.fd = ~event.fd; /* nothing was learned */
	assert_true(outlet_look(&outlet, &event));
	event.fd = ~event.fd;
	assert_false(outlet_look(&outlet, &event));
	outlet_fill_polls(&outlet, &event);
	assert_int_equal(event.fd, -1);
	print(0, 'a', 3);
	assert_false(give());
	outlet_discard(&outlet);
	assert_true(give());
	assert_false(outlet.failed);
	expect_counts(0, 0, 1, 3);
	outlet_free(&outlet);
}

/* Or while something is. */
static void reader_that_is_gone(void **state)
{
	(void)state;
	int reader = begin_read("gone");
	close(reader);
	print(0, 'a', 3);
	assert_false(give());
	assert_false(outlet_switch(&outlet));
	outlet_discard(&outlet);
	assert_false(outlet.failed);
	expect_counts(1, 3, 1, 3);
	outlet_free(&outlet);
}

/* A FIFO that no one opens: to be tried again even before there is something to write. */
static void no_reader(void **state)
{
	struct pollfd event;

	(void)state;
	begin("unread", "log", false);
	assert_int_equal(mkfifo("log", 0600), 0);
	add_outputs();
	assert_true(give());
	assert_true(outlet_is_to_try(&outlet));
	assert_false(outlet_any_without_room(&outlet) || outlet_held_up(&outlet, 0));
	outlet_fill_polls(&outlet, &event);
	assert_int_equal(event.fd, -1);
	print(0, 'a', 3);
	assert_true(give());
	assert_true(outlet_any_without_room(&outlet) && outlet_held_up(&outlet, 0));
	outlet_discard(&outlet);
	assert_true(outlet.failed);
	assert_int_equal(outlet.error, ENXIO);
	assert_false(outlet_is_to_try(&outlet));
	outlet_free(&outlet);
}

/* One that is broken is read on, and the next file takes what comes then. The first error is the
 * one told. */
static void broken(void **state)
{
	(void)state;
	begin("broken", "log", false);
	add_outputs();
	print(0, 'a', 3);
	assert_true(give());
	int fd = outlet.output[0].file.sink.fd;
	close(fd);
	assert_int_equal(open("log", O_RDONLY), fd);
	print(0, 'b', 4);
	print(1, 'c', 5);
	assert_true(give());
	assert_false(outlet_held_up(&outlet, 0) || outlet_any_without_room(&outlet));
	assert_true(outlet.failed && outlet_empty(&outlet));
	assert_int_equal(outlet.error, EBADF);
	expect_counts(3, 12, 2, 9);
	print(1, 'd', 6);
	assert_true(give());
	expect_counts(3, 12, 3, 15);
	assert_int_equal(outlet.losses[0].dropped, 1);
	assert_int_equal(outlet.losses[1].dropped, 2);
	struct pollfd event;
	outlet_fill_polls(&outlet, &event);
	assert_int_equal(event.fd, -1);
	assert_true(outlet_switch(&outlet));
	print(1, 'e', 7);
	assert_true(give());
	assert_int_equal(size_of("log.1"), 7);
	expect_counts(4, 19, 3, 15);
	outlet_free(&outlet);
}

/* Who takes what comes is not given up. */
static void not_given_up(void **state)
{
	(void)state;
	begin("not", "log", false);
	add_outputs();
	print(0, 'a', 3);
	assert_true(give());
	outlet_give_up(&outlet);
	print(0, 'a', 3);
	assert_true(give());
	expect_counts(2, 6, 0, 0);
	outlet_free(&outlet);
}

/* Of several files one tells as it is closed that not all is there. Then all are done. */
static void incomplete(void **state)
{
	(void)state;
	reports("");
	for (unsigned which = 0; which < CPUS; which++) {
		begin(which ? "incomplete1" : "incomplete0", "log", true);
		outlet.history.files_max = 9;
		add_outputs();
		close(outlet.output[which].file.sink.fd);
		outlet_close(&outlet);
		assert_true(outlet.failed);
		assert_int_equal(outlet.error, EBADF);
		for (const struct kept_file *file = outlet.history.oldest; file; file = file->next)
			assert_true(file->done);
		assert_int_equal(reports("ERROR: Not all that was written to log_"), 1);
		assert_int_equal(outlet_free(&outlet), 0);
	}
}

/* In bulk mode who has nothing to do is not looked after, but for those of which something may
 * come: a FIFO that may have a reader, a file that could not be begun, and one that is closed. */
static void looked_after(void **state)
{
	(void)state;
	begin("after", "log", true);
	assert_int_equal(mkfifo("log_3", 0600), 0);
	add_outputs();
	assert_int_equal(outlet.attended_count, 1);
	assert_true(give());
	assert_int_equal(outlet.attended_count, 1);
	outlet_free(&outlet);

	begin("overdue", "folder/log", true);
	assert_int_equal(mkdir("folder", 0700), 0);
	add_outputs();
	assert_int_equal(rename("folder", "other"), 0);
	assert_int_equal(outlet.attended_count, 0);
	assert_true(outlet_switch(&outlet));
	assert_int_equal(outlet.attended_count, CPUS);
	reports("WARNING: Couldn't open the next output file folder/log_");
	outlet_free(&outlet);

	begin("closed", "log", true);
	add_outputs();
	outlet.output[1].status = SINK_CLOSED;
	assert_false(outlet_switch(&outlet));
	assert_int_equal(outlet.attended_count, 1);
	outlet_free(&outlet);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(full),
		cmocka_unit_test(both_full),
		cmocka_unit_test(nothing_stays_open),
		cmocka_unit_test(given_up_alone),
		cmocka_unit_test(not_given_up),
		cmocka_unit_test(incomplete),
		cmocka_unit_test(looked_after),
		cmocka_unit_test(discarded),
		cmocka_unit_test(reader_that_goes),
		cmocka_unit_test(reader_that_is_gone),
		cmocka_unit_test(no_reader),
		cmocka_unit_test(broken),
	};

	return run_outputs("outlet_trouble", tests);
}
