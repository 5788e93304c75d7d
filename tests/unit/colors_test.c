/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SYSTEMTAP_COLORS, as SystemTap's own stapio (4.8, 5.1) reads it, and when there are colours at
 * all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/report.h"

/* What "ERROR:" is coloured with: observed, string by string. */
static const struct {
	const char *colors, *error;
} observed[] = {
	{"error=01;31:warning=00;33:source=00;34:caret=01:token=01", "01;31"},
	{"error=32", "32"},
	{"error=32:a:", "32"},
	{"error=41:31", "41"},
	{"error=41:", "41"},
	{"asd=;:dsa=12;3;;22;4;2:error=41", "41"},
	{"error=31:error=32", "31"},
	{"warning=33", ""},
	{"", ""},
	{"a", ""},
	{"=", ""},
	{"==", ""},
	{":", ""},
	{"::", ""},
	{"a:error=31", ""},
	{"error=31:warning=a", "31"},
	{"warning=a:error=31", ""},
	{"warning=33:error=31", "31"},
	{"error=", ""},
	{"error=:a=1", ""},
	{"=1:error=31", ""},
	{"error=31:=", "31"},
	{"error=31:=1", "31"},
	{"error=31;;", "31;;"},
	{"error=;", ";"},
	{"error=;31", ";31"},
	{"a=1:error=31", "31"},
	{"a=1:b=2:c=;:error=31:d", "31"},
	{":error=31", ""},
	{"error=31::warning=32", "31"},
	{"a=1::error=31", ""},
	{"error=31 ", ""},
	{" error=31", ""},
	{"error =31", ""},
	{"error= 31", ""},
	{"Error=31", ""},
	{"ERROR=31", ""},
	{"error=31:error=", "31"},
	{"error=31:error=x", "31"},
	{"error=:error=31", ""},
	{"error==31", ""},
	{"a=b=c:error=31", ""},
	{"error=1=2", ""},
	{"error=31:warning=3=4", "31"},
	{"xerror=31", ""},
	{"errorx=31", ""},
	{"err=31", ""},
	{"error31", ""},
	{"error", ""},
	{"error:", ""},
	{"error:a=31", ""},
	{"a=31:error", ""},
	{"error=31:error", "31"},
	{"a=1;:error=32", "32"},
	{"a:b=1:error=32", ""},
	{"a=:error=32", ""},
	{"a=1:b:error=31", ""},
	{"error=31\n", ""},
	{"error=31m\033[2J", ""},
	{"error=+1", ""},
	{"error=-1", ""},
	{"error=3,1", ""},
	{"error=31:\033=1", "31"},
	{"\033=1:error=31", "31"},
	{"a b=1:error=31", "31"},
	{"error=999999999999", "999999999999"},
	{"warning=1:source=2:caret=3:token=4:error=5", "5"},
	{"error=1:warning=2:source", "1"},
	{"error=0", "0"},
	{"error=01;", "01;"},
	{"error=1;2;3;4;5;6;7;8;9", "1;2;3;4;5;6;7;8;9"},
};

static void as_the_peers_read_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(observed) / sizeof(observed[0]); i++) {
		const char *sgr = "";
		int length = report_sgr(observed[i].colors, "error", &sgr);

		if ((size_t)length != strlen(observed[i].error) ||
			strncmp(sgr, observed[i].error, (size_t)length) != 0)
			fail_msg("'%s' gave '%.*s', not '%s'", observed[i].colors, length, sgr,
				observed[i].error);
	}
}

static void of_each_key(void **state)
{
	const char *sgr;

	(void)state;
	assert_int_equal(report_sgr("error=01;31:warning=0", "warning", &sgr), 1);
	assert_memory_equal(sgr, "0", 1);
	assert_int_equal(report_sgr("error=1:x:warning=0", "warning", &sgr), 0);
}

/* How an error looks then. */
static const char *error_with(enum color_when when, const char *colors)
{
	static char line[8192];
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	report_setup(0, when, colors);
	report_to_descriptor(ends[1]);
	report_error("text");
	report_to_descriptor(STDERR_FILENO);
	close(ends[1]);
	ssize_t got = read(ends[0], line, sizeof(line) - 1);
	close(ends[0]);
	line[got > 0 ? got : 0] = '\0';
	return line;
}

#define COLORED(sgr) "\033[" sgr "m\033[KERROR:\033[m\033[K text\n"

static void when_they_are_used(void **state)
{
	static char huge[8000] = "error=";

	(void)state;
	setenv("NO_COLOR", "1", 1);
	assert_string_equal(error_with(COLOR_ALWAYS, NULL), COLORED("01;31"));
	assert_string_equal(error_with(COLOR_ALWAYS, "error=32"), COLORED("32"));
	assert_string_equal(error_with(COLOR_ALWAYS, ""), "ERROR: text\n");
	assert_string_equal(error_with(COLOR_NEVER, "error=32"), "ERROR: text\n");
	/* There is no terminal here; tests/peer and tests/sim have one. */
	assert_string_equal(error_with(COLOR_AUTO, "error=32"), "ERROR: text\n");
	memset(huge + strlen(huge), '1', sizeof(huge) - sizeof("error="));
	assert_string_equal(error_with(COLOR_ALWAYS, huge), "ERROR: text\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_the_peers_read_them),
		cmocka_unit_test(of_each_key),
		cmocka_unit_test(when_they_are_used),
	};

	return cmocka_run_group_tests_name("colors", tests, NULL, NULL);
}
