/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A report is one line that is not too long, whatever it is about. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <unistd.h>

#include "common/report.h"

static char words[2 * REPORT_LINE_MAX], got[2 * REPORT_LINE_MAX];

static void lengths(void **state)
{
	const char *prefix = "WARNING: ";
	size_t room = REPORT_LINE_MAX - strlen(prefix) - 2;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	report_to_descriptor(ends[1]);
	for (size_t length = room - 2; length < room + 3; length++) {
		size_t expected = length < room ? length : room;

		memset(words, 'w', length);
		words[length] = '\0';
		report_warning("%s", words);
		ssize_t size = read(ends[0], got, sizeof(got));
		assert_int_equal(size, strlen(prefix) + expected + 1);
		assert_memory_equal(got, prefix, strlen(prefix));
		assert_memory_equal(got + strlen(prefix), words, expected);
		assert_int_equal(got[size - 1], '\n');
	}
	report_to_descriptor(STDERR_FILENO);
	close(ends[0]);
	close(ends[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lengths),
	};

	return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
