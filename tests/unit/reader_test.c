/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A reader, whose trace file is a FIFO here: who has the turn, what comes of a read, and that it
 * ends. Each wait is for a condition; one that never comes is ended from outside.
 */
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "relay/reader.h"

#define ROOM 4096u

static char folder[] = "/tmp/reader_test.XXXXXX";
static struct trace_files files;
static struct readers readers;
static int fifo[2]; /* the writing ends */
static char buffer[ROOM];

/* What passed on: bytes so far, and whether the next read is, too. */
static atomic_uint passed;
static atomic_bool goes_on;

static bool pass_on(
	void *context, unsigned index, struct reader_answer *answer, char **at, size_t *room)
{
	(void)context;
	assert_int_equal(index, 1);
	passed += (unsigned)answer->got;
	answer->passed = true;
	*at = buffer;
	*room = ROOM;
	return goes_on;
}

/* Waits until a reader has answered, and collects that. */
static struct reader *collect(struct reader_answer *answer)
{
	struct pollfd event = {.fd = readers.event, .events = POLLIN};
	struct reader *reader;
	eventfd_t ignored;

	while (!(reader = readers_take(&readers))) {
		assert_int_equal(poll(&event, 1, -1), 1);
		eventfd_read(readers.event, &ignored);
	}
	assert_true(reader_collect(reader, answer));
	assert_false(reader_collect(reader, answer)); /* once */
	return reader;
}

static void print(unsigned index, const char *text)
{
	assert_int_equal(write(fifo[index], text, strlen(text)), strlen(text));
}

static void ends(struct reader *reader)
{
	reader_stop(reader);
	reader_end(reader);
	reader_free(reader);
	readers_take(&readers);
}

/* It reads as soon as there is something, once for each time that it is asked. */
static void asked_each_time(void **state)
{
	struct reader *reader = reader_start(&readers, &files, 1);
	struct reader_answer answer;

	(void)state;
	assert_non_null(reader);
	assert_int_equal(reader_index(reader), 1);
	for (unsigned turn = 0; turn < 3; turn++) {
		reader_ask(reader, buffer, ROOM, false);
		print(1, "hello");
		assert_ptr_equal(collect(&answer), reader);
		assert_null(reader_behind(reader));
		assert_int_equal(answer.got, 5);
		assert_int_equal(answer.error, 0);
		assert_false(answer.passed);
		assert_memory_equal(buffer, "hello", 5);
		assert_true(reader_holds_nothing(reader));
	}
	print(1, "more"); /* which it was not asked for */
	ends(reader);
	assert_int_equal(read(files.file[1].fd, buffer, ROOM), 4);
}

/* Now means now, whether or not there is something. */
static void asked_now(void **state)
{
	struct reader *reader = reader_start(&readers, &files, 0);
	struct reader_answer answer;

	(void)state;
	reader_ask(reader, buffer, ROOM, true);
	collect(&answer);
	assert_int_equal(answer.got, 0);
	reader_ask(reader, buffer, ROOM, false);
	reader_hurry(reader);
	collect(&answer);
	assert_int_equal(answer.got, 0);
	ends(reader);
}

/* Two that answer are a list of two. */
static void two_at_once(void **state)
{
	struct reader *both[] = {
		reader_start(&readers, &files, 0), reader_start(&readers, &files, 1)};
	struct reader_answer answer;
	unsigned seen = 0;

	(void)state;
	for (unsigned i = 0; i < 2; i++)
		reader_ask(both[i], buffer + i * 64, 64, true);
	while (seen != 3) {
		struct reader *next, *reader = readers_take(&readers);

		for (; reader; reader = next) {
			next = reader_behind(reader);
			assert_true(reader_collect(reader, &answer));
			seen |= 1u << reader_index(reader);
		}
	}
	ends(both[0]);
	ends(both[1]);
}

/* What passes on keeps the turn, until it does not, or who asked wants it back. */
static void passing_on(void **state)
{
	struct reader_answer answer;

	(void)state;
	passed = 0;
	goes_on = true;
	readers.pass_on = pass_on;
	struct reader *reader = reader_start(&readers, &files, 1);
	reader_ask(reader, buffer, ROOM, false);
	for (unsigned turn = 1; turn <= 3; turn++) {
		print(1, "hello");
		while (passed != 5 * turn)
			usleep(100);
	}
	while (!reader_waits(reader))
		usleep(100);
	assert_null(readers_take(&readers));
	assert_true(reader_holds_nothing(reader));
	reader_hurry(reader);
	assert_ptr_equal(collect(&answer), reader);
	assert_true(answer.passed);
	goes_on = false;
	reader_ask(reader, buffer, ROOM, false);
	print(1, "hello");
	collect(&answer);
	assert_true(answer.passed);
	assert_int_equal(answer.got, 5);
	assert_int_equal(passed, 20);
	ends(reader);
	readers.pass_on = NULL;
}

/* It ends whatever it waits for. */
static void ended_at_once(void **state)
{
	(void)state;
	for (unsigned turn = 0; turn < 50; turn++) {
		struct reader *reader = reader_start(&readers, &files, turn % 2);

		if (turn % 3)
			reader_ask(reader, buffer, ROOM, false);
		if (turn % 5 == 0)
			reader_let_go(reader);
		ends(reader);
	}
}

static int set_up(void **state)
{
	(void)state;
	if (!mkdtemp(folder) || chdir(folder))
		return -1;
	for (int i = 0; i < 2; i++) {
		const char *name = i ? "trace1" : "trace0";

		if (mkfifo(name, 0600) || (fifo[i] = open(name, O_RDWR | O_CLOEXEC)) < 0)
			return -1;
	}
	readers.event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	return trace_files_open(&files, open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

static int tear_down(void **state)
{
	(void)state;
	trace_files_close(&files);
	unlink("trace0");
	unlink("trace1");
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(asked_each_time),
		cmocka_unit_test(asked_now),
		cmocka_unit_test(two_at_once),
		cmocka_unit_test(passing_on),
		cmocka_unit_test(ended_at_once),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
