/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Commands of a script: so many run, so many wait, and of the others, as of what can't run, it is
 * told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "common/report.h"
#include "stapio/shells.h"

static char told[300000];
static struct shells shells;
static sigset_t none;

void report_warning(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(told, sizeof(told), format, args);
	va_end(args);
}

void report_verbose(int verbosity, const char *format, ...)
{
	(void)verbosity;
	(void)format;
}

static void more_than_can_wait(void **state)
{
	(void)state;
	for (unsigned i = 0; i < SHELLS_MAX + SHELLS_WAITING_MAX + 3; i++)
		shells_run(&shells, "exec sleep 1000", &none);
	assert_int_equal(shells.count, SHELLS_MAX);
	assert_int_equal(shells.waiting, SHELLS_WAITING_MAX);
	assert_non_null(strstr(told, "commands of the script's system() run at once"));
	/* One ends, and the first that waits has its place. */
	pid_t ended = shells.running[0];
	assert_int_equal(kill(ended, SIGKILL), 0);
	assert_int_equal(waitpid(ended, NULL, 0), ended);
	assert_true(shells_ended(&shells, ended, &none));
	assert_false(shells_ended(&shells, ended, &none));
	assert_int_equal(shells.count, SHELLS_MAX);
	assert_int_equal(shells.waiting, SHELLS_WAITING_MAX - 1);
	for (unsigned i = 0; i < shells.count; i++)
		assert_int_equal(kill(shells.running[i], SIGKILL), 0);
	snprintf(told, sizeof(told), "%u commands of the script's system() were not run",
		SHELLS_WAITING_MAX + 2);
	size_t length = strlen(told);
	char expected[128];
	memcpy(expected, told, length + 1);
	shells_close(&shells);
	assert_int_equal(strncmp(told, expected, length), 0);
}

static void what_cannot_run(void **state)
{
	static char command[200000];

	(void)state;
	memset(command, 'x', sizeof(command) - 1);
	shells = (struct shells){0};
	shells_run(&shells, command, &none);
	assert_int_equal(shells.count, 0);
	assert_int_equal(strncmp(told, "Couldn't run \"xxx", 17), 0);
	assert_non_null(strstr(told, strerror(E2BIG)));
	told[0] = '\0';
	shells_close(&shells);
	assert_string_equal(told, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(more_than_can_wait),
		cmocka_unit_test(what_cannot_run),
	};

	sigemptyset(&none);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
