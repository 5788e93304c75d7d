/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whose a module is: the owner of its control channel is told, with what is needed to be that user.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "common/report.h"
#include "stapio/foreign.h"

static char told[512];

void report_warning(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(told, sizeof(told), format, args);
	va_end(args);
}

static void ones_own(void **state)
{
	FILE *file = tmpfile();

	(void)state;
	assert_non_null(file);
	assert_false(foreign_module(fileno(file), "tick"));
	assert_string_equal(told, "");
	fclose(file);
}

static void of_no_one_knows_whom(void **state)
{
	(void)state;
	assert_true(foreign_module(-1, "tick"));
	assert_string_equal(told, "Couldn't find out whose module tick is (Bad file descriptor): "
				  "the commands of its script are not run.");
}

/* A user without a name needs a group as well. Only root can give a file away. */
static void of_others(void **state)
{
	FILE *file = tmpfile();

	(void)state;
	if (geteuid() != 0)
		skip();
	assert_non_null(file);
	assert_int_equal(fchown(fileno(file), 4000000001U, 4000000002U), 0);
	assert_true(foreign_module(fileno(file), "tick"));
	assert_non_null(strstr(told, "Module tick belongs to uid 4000000001: the commands"));
	assert_non_null(strstr(told, "SYSTEMTAP_REAL_UID=4000000001 SYSTEMTAP_REAL_GID=4000000002 "
				     "staprun -A tick"));
	assert_int_equal(fchown(fileno(file), 1, 1), 0);
	assert_true(foreign_module(fileno(file), "tick"));
	assert_non_null(strstr(told, "belongs to daemon, uid 1: the commands"));
	assert_non_null(strstr(told, "SYSTEMTAP_REAL_UID=1 staprun -A tick"));
	fclose(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ones_own),
		cmocka_unit_test(of_no_one_knows_whom),
		cmocka_unit_test(of_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
