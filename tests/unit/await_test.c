/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Waiting goes on where poll(2) refuses: under a limit of fewer descriptors than are waited for. */
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/await.h"

static struct rlimit before;

/* No descriptor more may be had, and poll(2) takes none at all. */
static void limit(rlim_t files)
{
	struct rlimit now = {.rlim_cur = files, .rlim_max = before.rlim_max};

	assert_int_equal(setrlimit(RLIMIT_NOFILE, &now), 0);
}

static int unlimited(void **state)
{
	(void)state;
	return setrlimit(RLIMIT_NOFILE, &before);
}

static void *write_later(void *end)
{
	usleep(20000);
	assert_int_equal(write(*(int *)end, "x", 1), 1);
	return NULL;
}

/* Waits for what comes later on a pipe whose end is FD, among others. */
static void hears(int fd, int end)
{
	struct pollfd polls[] = {{.fd = -1, .events = POLLIN}, {.fd = fd, .events = POLLIN},
		{.fd = end, .events = 0}};
	pthread_t thread;
	char byte;

	assert_int_equal(await(polls, 3, 0), 0);
	assert_int_equal(pthread_create(&thread, NULL, write_later, &end), 0);
	assert_int_equal(await(polls, 3, -1), 1);
	assert_int_equal(polls[1].revents, POLLIN);
	assert_int_equal(polls[0].revents | polls[2].revents, 0);
	pthread_join(thread, NULL);
	assert_int_equal(read(fd, &byte, 1), 1);
	polls[2].events = POLLOUT;
	assert_int_equal(await(polls, 3, -1), 1);
	assert_int_equal(polls[2].revents, POLLOUT);
}

static void test_waits_whatever_the_limit(void **state)
{
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	hears(ends[0], ends[1]);
	limit(0);
	hears(ends[0], ends[1]);
	unlimited(NULL);
	close(ends[0]);
	close(ends[1]);
}

static void test_high_descriptors(void **state)
{
	int ends[2];

	(void)state;
	if (before.rlim_max < 3000)
		skip();
	limit(3000);
	assert_int_equal(pipe(ends), 0);
	int high = fcntl(ends[0], F_DUPFD, 2500);
	assert_true(high >= 2500);
	limit(0);
	hears(high, ends[1]);
	unlimited(NULL);
	close(high);
	close(ends[0]);
	close(ends[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_waits_whatever_the_limit, unlimited),
		cmocka_unit_test_teardown(test_high_descriptors, unlimited),
	};

	getrlimit(RLIMIT_NOFILE, &before);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
