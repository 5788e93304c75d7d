/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A trace file that was given up tells nothing any more, whatever is left in it. */
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "relay/intake.h"

static bool has_news(const struct intake *intake)
{
	struct pollfd news = {.fd = intake_news(intake), .events = POLLIN};

	return poll(&news, 1, 0) == 1;
}

static void given_up(void **state)
{
	char name[] = "/tmp/intake_test.XXXXXX";
	struct intake intake;

	(void)state;
	assert_non_null(mkdtemp(name));
	int folder = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_int_equal(mkfifoat(folder, "trace0", 0600), 0);
	int trace = openat(folder, "trace0", O_RDWR | O_CLOEXEC);
	assert_int_equal(intake_open(&intake, folder, true), 0);
	assert_int_equal(intake_start(&intake, DIALECT_5, TRANSPORT_FRAMES, 0, NULL), 0);
	assert_int_equal(write(trace, "left", 4), 4);
	assert_true(has_news(&intake));
	intake_give_up(&intake, 0);
	assert_true(intake_closed(&intake, 0));
	assert_false(has_news(&intake));
	intake_close(&intake);
	close(trace);
	assert_int_equal(unlinkat(folder, "trace0", 0), 0);
	close(folder);
	assert_int_equal(rmdir(name), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(given_up),
	};

	return cmocka_run_group_tests_name("intake", tests, NULL, NULL);
}
