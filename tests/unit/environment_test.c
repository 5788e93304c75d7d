/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What no kernel since 5.18 lets a caller try any more: a program that is started without
 * arguments. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "staprun/environment.h"

/* In a process of its own, which it changes for good. */
static int begin(int argc)
{
	struct inherited inherited;
	int status;
	pid_t child = fork();

	if (child == 0)
		_exit(environment_begin(&inherited, argc, (char *[]){(char *)"", NULL}) ? 1 : 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void no_arguments(void **state)
{
	(void)state;
	assert_int_equal(begin(0), 1);
	assert_int_equal(begin(1), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(no_arguments)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
