/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands in for newer system calls does the same on kernels of each generation. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/compat.h"
#include "tests/older.h"

#define HIGH 700 /* above the limit that is set once it is open */

/* NULL is this kernel as it is. */
static const char *const kernels[] = {NULL, "4.18", "5.3", "5.8", "5.10"};

/* Returns 0, or the number of the line that is not as it should be. */
#define WANT(condition)                                                                            \
	do {                                                                                       \
		if (!(condition))                                                                  \
			return __LINE__;                                                           \
	} while (0)

static bool is_open(int fd)
{
	return fcntl(fd, F_GETFD) >= 0;
}

/* With the limit as low as can be once they are open. */
static int closes_all(void)
{
	const struct rlimit limit = {4, 4};

	WANT(dup2(0, 3) == 3 && dup2(0, 5) == 5 && dup2(0, HIGH) == HIGH);
	WANT(setrlimit(RLIMIT_NOFILE, &limit) == 0);
	WANT(compat_close_range(3, ~0U) == 0);
	WANT(is_open(2) && !is_open(3) && !is_open(5) && !is_open(HIGH));
	return 0;
}

static int closes_some(void)
{
	WANT(dup2(0, 3) == 3 && dup2(0, 5) == 5 && dup2(0, 9) == 9 && dup2(0, HIGH) == HIGH);
	WANT(compat_close_range(4, 8) == 0);
	WANT(is_open(3) && !is_open(5) && is_open(9) && is_open(HIGH));
	WANT(compat_close_range(4, 3) == 0);
	WANT(is_open(3));
	return 0;
}

/* WHAT in a process of its own, on each kernel. */
static void on_each(int (*what)(void))
{
	for (size_t i = 0; i < sizeof(kernels) / sizeof(kernels[0]); i++) {
		pid_t child = fork();
		int status;

		if (child == 0)
			_exit(kernels[i] && !older_kernel(kernels[i]) ? 255 : what());
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFEXITED(status));
		if (WEXITSTATUS(status))
			fail_msg("line %d, Linux %s", WEXITSTATUS(status),
				kernels[i] ? kernels[i] : "as it is");
	}
}

static void close_all(void **state)
{
	(void)state;
	on_each(closes_all);
}

static void close_some(void **state)
{
	(void)state;
	on_each(closes_some);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(close_all),
		cmocka_unit_test(close_some),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
