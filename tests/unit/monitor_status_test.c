/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The status of a module: what real ones write, what broken ones could, sorting and formatting. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <limits.h>

#include "monitor/format.h"
#include "monitor/status.h"

#define SAMPLE "tests/data/monitor_status-4.8.json"

static struct monitor_status status;

static int parse(const char *text)
{
	return monitor_status_parse(&status, text, strlen(text));
}

static int tear_down(void **state)
{
	(void)state;
	monitor_status_free(&status);
	assert_null(status.probes);
	return 0;
}

static size_t read_sample(char *text, size_t size)
{
	FILE *file = fopen(SAMPLE, "re");

	assert_non_null(file);
	size_t length = fread(text, 1, size, file);
	assert_true(length >= 1 && length < size);
	fclose(file);
	return length;
}

/* Written by a module that stap 4.8 compiled with --monitor. */
static void a_real_status(void **state)
{
	char text[8192];

	(void)state;
	assert_int_equal(monitor_status_parse(&status, text, read_sample(text, sizeof(text))), 0);
	assert_string_equal(status.module, "monreal");
	assert_string_equal(status.uptime, "00:00:03");
	assert_string_equal(status.uid, "0");
	assert_string_equal(status.memory, "72data/68text/10ctx/32870net/2326alloc kb");
	assert_int_equal(status.global_count, 5);
	assert_string_equal(status.globals[0].name, "x");
	assert_string_equal(status.globals[0].value, "178(count)");
	assert_string_equal(status.globals[4].value, "\"a \"quoted\" name\"");
	assert_int_equal(status.probe_count, 6);
	assert_int_equal(status.probes[4].index, 4);
	assert_true(status.probes[4].on);
	assert_int_equal(status.probes[4].hits, 6026);
	assert_int_equal(status.probes[4].min, 1820);
	assert_int_equal(status.probes[4].avg, 10325);
	assert_int_equal(status.probes[4].max, 7177950);
	assert_string_equal(status.probes[3].name, "kernel.trace(\"sched:sched_switch\")");
}

/* A status that did not fit the module's buffer, cut at any byte. */
static void cut_anywhere(void **state)
{
	char text[8192];
	size_t length = read_sample(text, sizeof(text));

	(void)state;
	while (text[length - 1] != '}')
		length--;
	for (size_t i = 0; i < length; i++) {
		assert_int_equal(monitor_status_parse(&status, text, i), -22);
		assert_null(status.module);
	}
	assert_int_equal(monitor_status_parse(&status, text, length), 0);
	/* What is longer than any is not looked at. */
	assert_int_equal(monitor_status_parse(&status, NULL, (size_t)INT_MAX), -22);
}

/* Any byte replaced by any of some: whatever comes of it, it is one or the other. */
static void changed_anywhere(void **state)
{
	static const char bytes[] = "\0{}[]\",:\\0x\n\xff";
	char text[8192];
	size_t length = read_sample(text, sizeof(text));

	(void)state;
	for (size_t i = 0; i < length; i++) {
		char was = text[i];

		for (size_t j = 0; j < sizeof(bytes); j++) {
			text[i] = bytes[j];
			int rc = monitor_status_parse(&status, text, length);

			assert_true(rc == 0 || rc == -22);
			assert_true(rc == 0 || !status.module);
			monitor_status_free(&status);
		}
		text[i] = was;
	}
}

static void what_is_no_status(void **state)
{
	static const char *const texts[] = {"", " ", "null", "[]", "[{}]", "12", "\"text\"", "{",
		"{\"a\"", "}", "\\", "\\1", "{\"a\": \"\\7", "not at all"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_int_equal(parse(texts[i]), -22);
	char deep[2048];
	memset(deep, '[', sizeof(deep));
	assert_int_equal(monitor_status_parse(&status, deep, sizeof(deep)), -22);
}

static void wrong_types_count_as_nothing(void **state)
{
	(void)state;
	assert_int_equal(parse("{\"uptime\": [1], \"globals\": 3, \"probe_list\": {}}"), 0);
	assert_string_equal(status.module, "");
	assert_int_equal(status.global_count, 0);
	assert_int_equal(status.probe_count, 0);
	monitor_status_free(&status);
	assert_int_equal(parse("{\"probe_list\": [null, 1, {\"index\": \"x\", \"state\": 1, "
			       "\"hits\": {}, \"name\": null}, {}]}"),
		0);
	assert_int_equal(status.probe_count, 2);
	assert_string_equal(status.probes[0].name, "");
	assert_int_equal(status.probes[0].hits, 0);
	assert_false(status.probes[0].on);
}

/* As 5.x writes arrays: objects. */
static void arrays_are_shown_as_json(void **state)
{
	(void)state;
	assert_int_equal(
		parse("{\"globals\": {\"a\": {\"1\": 5, \"[2,\\\"k\\\"]\": \"v\"}, \"n\": 7}}"), 0);
	assert_string_equal(status.globals[0].value, "{ \"1\": 5, \"[2,\\\"k\\\"]\": \"v\" }");
	assert_string_equal(status.globals[1].value, "7");
}

/* string_quoted() of the tapset writes octal escapes, byte by byte. */
static void octal_escapes(void **state)
{
	(void)state;
	assert_int_equal(
		parse("{\"globals\": {\"s\": \"\\303\\244 \\033[m \\\\101 \\t\\\"\", \"z\": \"\\000\"}}"),
		0);
	assert_string_equal(status.globals[0].value, "\xc3\xa4 \033[m \\101 \t\"");
	assert_string_equal(status.globals[1].value, "");
}

static void parse_three(void)
{
	assert_int_equal(
		parse("{\"probe_list\": ["
		      "{\"index\":0,\"state\":\"on\",\"hits\":5,\"min\":30,\"avg\":31,\"max\":99,\"name\":\"b\"},"
		      "{\"index\":1,\"state\":\"off\",\"hits\":9,\"min\":10,\"avg\":90,\"max\":95,\"name\":\"c\"},"
		      "{\"index\":2,\"state\":\"on\",\"hits\":5,\"min\":20,\"avg\":25,\"max\":26,\"name\":\"a\"},"
		      "]}"),
		0);
}

static void expect_order(enum monitor_column column, bool descending, const char *order)
{
	char got[8];

	monitor_status_sort(&status, column, descending);
	snprintf(got, sizeof(got), "%d%d%d", (int)status.probes[0].index,
		(int)status.probes[1].index, (int)status.probes[2].index);
	assert_string_equal(got, order);
}

static void sorting(void **state)
{
	(void)state;
	parse_three();
	expect_order(MONITOR_INDEX, true, "210");
	expect_order(MONITOR_INDEX, false, "012");
	expect_order(MONITOR_STATE, false, "102");
	expect_order(MONITOR_STATE, true, "021");
	expect_order(MONITOR_HITS, true, "102"); /* those alike by index, either way */
	expect_order(MONITOR_HITS, false, "021");
	expect_order(MONITOR_MIN, false, "120");
	expect_order(MONITOR_AVG, true, "102");
	expect_order(MONITOR_MAX, true, "012");
	expect_order(MONITOR_NAME, false, "201");
	expect_order(MONITOR_NAME, true, "102");
	for (size_t i = 0; i < 3; i++) {
		struct monitor_probe *probe = &status.probes[i];

		probe->hits_per_second = probe->index == 1 ? -1 : 0.5;
		probe->share = probe->index == 2 ? 0.5 : 0.25;
	}
	expect_order(MONITOR_RATE, true, "021");
	expect_order(MONITOR_RATE, false, "102");
	expect_order(MONITOR_SHARE, true, "201");
	status.probes[0].hidden = true; /* 2: behind all others, either way */
	expect_order(MONITOR_INDEX, true, "102");
	expect_order(MONITOR_INDEX, false, "012");
	monitor_status_free(&status);
	monitor_status_sort(&status, MONITOR_HITS, true);
	for (int i = 0; i < MONITOR_COLUMNS; i++)
		assert_true(*monitor_column_title((enum monitor_column)i));
	assert_true(
		monitor_column_descends(MONITOR_HITS) && !monitor_column_descends(MONITOR_NAME));
}

static void numbers(void **state)
{
	static const struct {
		int64_t number;
		unsigned width;
		const char *text;
	} cases[] = {
		{0, 8, "0"},
		{99999999, 8, "99999999"},
		{123456789, 8, "123456k"},
		{123456789, 5, "123M"},
		{1999, 3, "1k"},
		{999999, 3, "###"},
		{999999, 4, "999k"},
		{INT64_MAX, 8, "9223372T"},
		{INT64_MAX, 19, "9223372036854775807"},
		{INT64_MIN, 20, "-9223372036854775808"},
		{-5, 3, "-5"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char text[MONITOR_NUMBER_SIZE];

		monitor_format_number(text, cases[i].number, cases[i].width);
		assert_string_equal(text, cases[i].text);
	}
}

static void rates(void **state)
{
	static const struct {
		double rate;
		unsigned width;
		const char *rate_text, *share_text, *bytes_text;
	} cases[] = {
		{-1, 6, "-", "-", "- B/s"},
		{0, 6, "0", "0.00", "0 B/s"},
		{0.00004, 6, "0.0", "0.00", "0 B/s"},
		{0.5, 6, "0.5", "50.0", "0 B/s"},
		{0.0999, 6, "0.1", "9.99", "0 B/s"},
		{0.09996, 6, "0.1", "10.0", "0 B/s"},
		{1, 6, "1.0", "100.0", "1 B/s"},
		{9.96, 6, "10", "996.0", "10 B/s"},
		{999.4, 6, "999", ">999", "999 B/s"},
		{999.6, 6, "1000", ">999", "1.0 kB/s"},
		{12345678, 6, "12345k", ">999", "12.3 MB/s"},
		{999960000, 6, "999M", ">999", "1.0 GB/s"},
		{1e30, 6, "9223P", ">999", "1000000000.0 TB/s"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char text[MONITOR_NUMBER_SIZE];

		monitor_format_rate(text, cases[i].rate, cases[i].width);
		assert_string_equal(text, cases[i].rate_text);
		monitor_format_share(text, cases[i].rate);
		assert_string_equal(text, cases[i].share_text);
		assert_true(strlen(text) <= 5);
		monitor_format_bytes(text, cases[i].rate);
		assert_string_equal(text, cases[i].bytes_text);
	}
}

static void a_line_holds_no_control_characters(void **state)
{
	char line[128];

	(void)state;
	assert_int_equal(parse("{\"module_name\": \"m\\u001b[2J\", \"uptime\": \"\\u009b\", "
			       "\"globals\": {\"a\\u0007\": \"\xff\"}}"),
		0);
	monitor_format_line(line, sizeof(line), &status);
	assert_string_equal(line, "m?[2J up ??, 0 of 0 probes on, 0 hits, a? ?");
}

static void one_line(void **state)
{
	char line[128], whole[8192];

	(void)state;
	assert_int_equal(
		monitor_status_parse(&status, whole, read_sample(whole, sizeof(whole))), 0);
	monitor_format_line(line, sizeof(line), &status);
	assert_string_equal(line, "monreal up 00:00:03, 6 of 6 probes on, 6207 hits, x 178(count), "
				  "count 31, arr [0], h [0], name \"a \"quoted\" name\"");
	for (size_t size = 1; size < sizeof(line); size++) {
		monitor_format_line(line, size, &status);
		assert_true(strlen(line) < size);
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_real_status),
		TEST(cut_anywhere),
		TEST(changed_anywhere),
		TEST(what_is_no_status),
		TEST(wrong_types_count_as_nothing),
		TEST(arrays_are_shown_as_json),
		TEST(octal_escapes),
		TEST(sorting),
		TEST(numbers),
		TEST(rates),
		TEST(a_line_holds_no_control_characters),
		TEST(one_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
