/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When a trace file is not read any more: one that was given up tells nothing, and one that was
 * not seen empty goes on. A FIFO is in its place. */
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "relay/intake.h"
#include "relay/intake_parts.h"

static bool has_news(const struct intake *intake)
{
	struct pollfd news = {.fd = intake_news(intake), .events = POLLIN};

	return poll(&news, 1, 0) == 1;
}

enum { FIRST = 100, PIPE_SIZE = 1024 * 1024 }; /* bytes; more can't be had by everyone */

static struct intake intake;
static size_t room; /* for bytes of one trace file */
static char name[32];
static int folder, trace;

static void begin(const struct intake_passing *passing)
{
	strcpy(name, "/tmp/intake_test.XXXXXX");
	assert_non_null(mkdtemp(name));
	folder = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_int_equal(mkfifoat(folder, "trace0", 0600), 0);
	trace = openat(folder, "trace0", O_RDWR | O_CLOEXEC);
	assert_int_equal(intake_open(&intake, folder, true), 0);
	assert_int_equal(intake_start(&intake, DIALECT_5, TRANSPORT_FRAMES, 0, passing), 0);
}

static void end(void)
{
	intake_close(&intake);
	close(trace);
	assert_int_equal(unlinkat(folder, "trace0", 0), 0);
	close(folder);
	assert_int_equal(rmdir(name), 0);
}

static void given_up(void **state)
{
	(void)state;
	begin(NULL);
	assert_int_equal(write(trace, "left", 4), 4);
	assert_true(has_news(&intake));
	intake_give_up(&intake, 0);
	assert_true(intake_closed(&intake, 0));
	assert_false(has_news(&intake));
	end();
}

static bool always(const void *context, unsigned index)
{
	return !context && !index;
}

static bool may_pass(void *context, unsigned index)
{
	return always(context, index);
}

/* Leaves what comes first, behind which comes the end, and more than there is room for; has all of
 * that given out, and is to give back what it has. */
static bool pass_on(void *context, struct merge_source *source, unsigned index)
{
	static char more[PIPE_SIZE];

	if (source->end == FIRST) {
		intake_finish(&intake, true);
		return write(trace, more, room + 1) == (ssize_t)room + 1;
	}
	source->begin = source->end;
	reader_hurry(intake.readers[index].thread);
	return always(context, index);
}

/* What it has room for when it is asked for its turn is no measure of what it has read. */
static void not_seen_empty(void **state)
{
	static const struct intake_passing passing = {.may_pass = may_pass, .pass_on = pass_on};
	static char first[FIRST];
	struct pollfd answers = {.events = POLLIN};

	(void)state;
	begin(&passing);
	room = intake_room(&intake, 0);
	assert_true(room < PIPE_SIZE && fcntl(trace, F_SETPIPE_SZ, PIPE_SIZE) >= PIPE_SIZE);
	assert_int_equal(write(trace, first, sizeof(first)), sizeof(first));
	intake_read_news(&intake, true, always, NULL);
	answers.fd = intake_answers(&intake);
	assert_int_equal(poll(&answers, 1, -1), 1);
	intake_collect(&intake);
	assert_int_equal(intake.readers[0].peak_read, room - FIRST);
	assert_false(intake_closed(&intake, 0));
	intake_end_threads(&intake);
	end();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(given_up),
		cmocka_unit_test(not_seen_empty),
	};

	return cmocka_run_group_tests_name("intake", tests, NULL, NULL);
}
