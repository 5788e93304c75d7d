/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which names mean a descriptor of ours, down all links. */
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
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "relay/descriptor.h"

static char folder[] = "/tmp/descriptor_test.XXXXXX";

static void expect(const char *name, int descriptor)
{
	if (descriptor_named(name) != descriptor)
		fail_msg("%s means %d, not %d", name, descriptor_named(name), descriptor);
}

static void names(void **state)
{
	char own[64];

	(void)state;
	expect("/dev/fd/7", 7);
	expect("/dev/fd/0", 0);
	expect("/dev/fd/99999", 99999);
	expect("/proc/self/fd/7", 7);
	expect("//proc/self/../self/fd//12", 12);
	expect("/proc/thread-self/fd/7", 7);
	snprintf(own, sizeof(own), "/proc/%d/fd/7", (int)getpid());
	expect(own, 7);
	snprintf(own, sizeof(own), "/proc/%d/task/%d/fd/7", (int)getpid(), (int)getpid());
	expect(own, 7);
	expect("/dev/stdin", 0);
	expect("/dev/stdout", 1);
	expect("/dev/stderr", 2);
}

static void others(void **state)
{
	char name[64];
	int status;

	(void)state;
	expect("file", -1);
	expect("/", -1);
	expect("", -1);
	expect("/7", -1);
	expect("fd/7", -1);
	expect("no/such/folder/7", -1);
	expect("/dev/fd", -1);
	expect("/dev/fd/", -1);
	expect("/dev/fd/x", -1);
	expect("/dev/fd/7x", -1);
	expect("/dev/fd/99999999999", -1);
	expect("/dev/null", -1);
	expect("/proc/self/fdinfo/1", -1);
	expect("/proc/self/status", -1);
	static char endless[5000];
	memset(endless, '/', sizeof(endless) - 1);
	memcpy(endless, "/dev/fd", 7);
	endless[sizeof(endless) - 2] = '7';
	expect(endless, -1);
	/* Another process's. */
	pid_t child = fork();
	if (child == 0) {
		pause();
		_exit(0);
	}
	snprintf(name, sizeof(name), "/proc/%d/fd/1", (int)child);
	expect(name, -1);
	kill(child, 9);
	waitpid(child, &status, 0);
}

static void links(void **state)
{
	(void)state;
	assert_int_equal(symlink("/dev/fd/7", "seven"), 0);
	assert_int_equal(symlink("seven", "to-seven"), 0);
	assert_int_equal(mkdir("sub", 0700), 0);
	assert_int_equal(symlink("../to-seven", "sub/up"), 0);
	assert_int_equal(symlink("/dev/fd", "fds"), 0);
	assert_int_equal(symlink("loop", "loop"), 0);
	assert_int_equal(symlink("nowhere", "dangling"), 0);
	expect("seven", 7);
	expect("to-seven", 7);
	expect("sub/up", 7);
	expect("./sub/../sub/up", 7);
	expect("fds/3", 3);
	assert_int_equal(symlink("s", "short"), 0);
	assert_int_equal(symlink("to-seven", "s"), 0);
	expect("short", 7);
	expect("loop", -1);
	/* Where it leads to is below a name that is too long by then. */
	static char far[4090];
	for (size_t i = 0; i < sizeof(far) - 1; i++)
		far[i] = i % 2 ? '/' : '.';
	assert_int_equal(symlink(far, "far"), 0);
	expect("far", -1);
	expect("dangling", -1);
	assert_int_equal(chdir("/dev/fd"), 0);
	expect("9", 9);
	assert_int_equal(chdir(folder), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(others),
		cmocka_unit_test(links),
	};

	if (!mkdtemp(folder) || chdir(folder) != 0)
		return 1;
	int failures = cmocka_run_group_tests_name("descriptor", tests, NULL, NULL);
	char command[64];
	snprintf(command, sizeof(command), "rm -r %s", folder);
	return system(command) ? 1 : failures;
}
