/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the thread of -i says it says to the end, whenever it is cancelled: under a lock of others'.
 */
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/report.h"
#include "stapio/feed.h"

static char folder_name[] = "/tmp/feed_test.XXXXXX";
static sem_t told;
static char text[256];
static int could_be_cancelled;

void report_warning(const char *format, ...)
{
	va_list args;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &could_be_cancelled);
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	pthread_setcancelstate(could_be_cancelled, NULL);
	sem_post(&told);
}

void report_error(const char *format, ...)
{
	(void)format;
	fail();
}

/* Feeds what INPUT is open on to a module in FOLDER, until it says EXPECTED. */
static void expect_told(int folder, int input, const char *expected)
{
	assert_int_equal(dup2(input, STDIN_FILENO), STDIN_FILENO);
	close(input);
	struct feed *feed = feed_open(folder, "module");
	assert_non_null(feed);
	assert_int_equal(feed_start(feed), 0);
	assert_int_equal(sem_wait(&told), 0);
	assert_string_equal(text, expected);
	assert_int_equal(could_be_cancelled, PTHREAD_CANCEL_DISABLE);
	feed_close(feed);
}

static void says_it_to_the_end(void **state)
{
	int ends[2];

	(void)state;
	assert_non_null(mkdtemp(folder_name));
	int folder = open(folder_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_int_equal(symlinkat("/dev/full", folder, "__stdin"), 0);
	expect_told(folder, dup(folder), "Couldn't read standard input: Is a directory");
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "x", 1), 1);
	expect_told(folder, ends[0],
		"Couldn't pass on standard input to the script: No space left on device");
	close(ends[1]);
	assert_int_equal(unlinkat(folder, "__stdin", 0), 0);
	close(folder);
	assert_int_equal(rmdir(folder_name), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_it_to_the_end),
	};

	sem_init(&told, 0, 0);
	return cmocka_run_group_tests_name("feed", tests, NULL, NULL);
}
