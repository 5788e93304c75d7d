/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What goes to which output, and what is counted as given out, cut short and dropped. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/report.h"
#include "relay/outlet.h"

#define CPUS 2

static char folder[] = "/tmp/outlet_test.XXXXXX";
static struct outlet outlet;
static struct merge merge;
static struct merge_source sources[CPUS];
static struct merge_entry heap[CPUS];
static char buffers[CPUS][1 << 20];
static uint32_t sequence;
static uint64_t tick;

/* An outlet for two CPUs, numbers 3 and 5, in a folder of its own. */
static void begin(const char *own, const char *pattern, bool per_cpu)
{
	const struct outlet_config config = {
		.per_cpu = per_cpu,
		.naming = {.pattern = pattern, .per_cpu = per_cpu},
	};

	assert_int_equal(chdir(folder), 0);
	assert_true(mkdir(own, 0700) == 0 || errno == EEXIST);
	assert_int_equal(chdir(own), 0);
	memset(sources, 0, sizeof(sources));
	sequence = 0;
	for (unsigned i = 0; i < CPUS; i++) {
		sources[i].buffer = buffers[i];
		frame_stream_init(&sources[i].stream, DIALECT_5, true);
	}
	merge_init(&merge, sources, heap, CPUS, true);
	assert_int_equal(outlet_open(&outlet, &config, CPUS), 0);
}

static struct outlet_totals totals(void)
{
	struct outlet_totals all;

	outlet_totals(&outlet, &all);
	return all;
}

static bool give(void)
{
	static const unsigned all[CPUS] = {0, 1};

	return outlet_give(&outlet, &merge, all, CPUS);
}

static void add_outputs(void)
{
	assert_int_equal(outlet_add(&outlet, 3), 0);
	assert_int_equal(outlet_add(&outlet, 5), 0);
}

/* The module prints LENGTH bytes on the CPU of INDEX, which are read at once. */
static void print(unsigned index, char byte, uint32_t length)
{
	struct merge_source *source = &sources[index];

	if (source->begin == source->end)
		source->begin = source->end = 0;
	assert_true(source->end + 12 + length <= sizeof(buffers[0]));
	char *p = source->buffer + source->end;
	memcpy(p, "\xf0\x9f\xa9\xba", 4);
	memcpy(p + 4, &(uint32_t){++sequence}, 4);
	memcpy(p + 8, &length, 4);
	memset(p + 12, byte, length);
	source->end += 12 + length;
	source->filled = ++tick;
	for (unsigned i = 0; i < CPUS; i++) {
		sources[i].complete = true;
		sources[i].seen_empty = ++tick;
		merge_refill(&merge, i);
	}
}

static off_t size_of(const char *name)
{
	struct stat st;

	return stat(name, &st) == 0 ? st.st_size : -1;
}

static void expect_counts(
	uint64_t messages, uint64_t bytes, uint64_t dropped, uint64_t dropped_bytes)
{
	assert_int_equal(totals().messages, messages);
	assert_int_equal(totals().bytes, bytes);
	assert_int_equal(totals().dropped_messages, dropped);
	assert_int_equal(totals().dropped_bytes, dropped_bytes);
}

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

/* Discarding what waits for a slow reader is no failure of the output. */
static void discarded(void **state)
{
	(void)state;
	begin("discarded", "log", false);
	assert_int_equal(mkfifo("log", 0600), 0);
	int reader = open("log", O_RDONLY | O_NONBLOCK);
	add_outputs();
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
	begin("goes", "log", false);
	assert_int_equal(mkfifo("log", 0600), 0);
	int reader = open("log", O_RDONLY | O_NONBLOCK);
	add_outputs();
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
	begin("gone", "log", false);
	assert_int_equal(mkfifo("log", 0600), 0);
	int reader = open("log", O_RDONLY | O_NONBLOCK);
	add_outputs();
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
		cmocka_unit_test(full),
		cmocka_unit_test(given_up_alone),
		cmocka_unit_test(discarded),
		cmocka_unit_test(reader_that_goes),
		cmocka_unit_test(reader_that_is_gone),
		cmocka_unit_test(no_reader),
		cmocka_unit_test(broken),
		cmocka_unit_test(next_file),
		cmocka_unit_test(not_opened),
		cmocka_unit_test(lent),
		cmocka_unit_test(not_lent),
		cmocka_unit_test(descriptor),
	};

	signal(SIGPIPE, SIG_IGN);
	if (!mkdtemp(folder) || chdir(folder) != 0)
		return 1;
	int failures = cmocka_run_group_tests_name("outlet", tests, NULL, NULL);
	char command[64];
	snprintf(command, sizeof(command), "rm -r %s", folder);
	return system(command) ? 1 : failures;
}
