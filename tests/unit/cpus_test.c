/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of CPUs, as the kernel writes them, and what it says of this machine. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>

#include "relay/cpus.h"

static void ends(void **state)
{
	(void)state;
	assert_int_equal(cpus_list_end("0\n"), 1);
	assert_int_equal(cpus_list_end("0-3,8,10-11\n"), 12);
	assert_int_equal(cpus_list_end("0-1023\n"), 1024);
	assert_int_equal(cpus_list_end("\n"), 0);
}

/* The CPU that this runs on is online, and counts among those there may be; one that no machine has
 * is not. */
static void this_machine(void **state)
{
	(void)state;
	assert_true(cpus_is_online(0));
	/* One that may go offline has a file that says so. */
	assert_true(cpus_is_online((unsigned)sched_getcpu()));
	assert_false(cpus_is_online(1000000));
	assert_true(cpus_possible() >= 1);
}

/* What tells of CPUs is taken to the last, whoever speaks. */
static void news(void **state)
{
	int ends[2];
	char left;

	(void)state;
	assert_int_equal(
		socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), 0);
	for (int i = 0; i < 3; i++)
		assert_int_equal(send(ends[1], "add@/devices", 12, 0), 12);
	cpus_hear(ends[0]);
	assert_int_equal(recv(ends[0], &left, 1, 0), -1);
	close(ends[0]);
	close(ends[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ends),
		cmocka_unit_test(this_machine),
		cmocka_unit_test(news),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
