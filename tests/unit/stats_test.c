/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statistics: the object of JSON to the byte, rates at their ends, and the line for people. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stats/json.h"
#include "stats/stats.h"

static struct relay_loss cpus[] = {{.cpu = 0}, {.cpu = 5, .overrun = true, 3, 4, 1500}};
static struct relay_output outputs[] = {
	{.name = "foo_0", .cpu = 0, .bytes = 12, .begun = 1},
	{.name = "a\"\x01\xff", .cpu = -1, .bytes = 13, .begun = 2},
};

static const struct stats empty;
static struct stats whole;

static int fill(void **state)
{
	(void)state;
	whole = (struct stats){.module = "tick",
		.owner = 1000,
		.pid = 4711,
		.state = "ended",
		.status = 0,
		.start = 1000.25,
		.time = 1002.75,
		.ns = 2500000000,
		.totals = {.messages = 10,
			.bytes = 25,
			.never_came = 2,
			.cut_messages = 3,
			.cut_bytes = 30,
			.dropped_messages = 4,
			.dropped_bytes = 40,
			.error = ENOSPC,
			.unread = true,
			.stray_bytes = 5,
			.reads = 7,
			.wakeups = 8,
			.peak_read = 9},
		.lost_in_kernel = 6,
		.cpu_count = 2,
		.cpus = cpus,
		.output_count = 2,
		.outputs = outputs};
	return 0;
}

static char *printed(const struct stats *before, const struct stats *now)
{
	char *text = NULL;
	size_t length;
	FILE *to = open_memstream(&text, &length);

	assert_non_null(to);
	stats_print(to, before, now);
	fclose(to);
	return text;
}

static void prints_all(void **state)
{
	char *text = printed(&empty, &whole);

	(void)state;
	assert_string_equal(text,
		"{\"schema\":1,\"module\":\"tick\",\"owner\":1000,\"pid\":4711,\"state\":\"ended\","
		"\"status\":0,\"start\":1000.250,\"time\":1002.750,\"messages\":10,\"bytes\":25,"
		"\"reads\":7,\"wakeups\":8,\"peak_read\":9,"
		"\"rates\":{\"seconds\":2.500,\"messages\":4.0,\"bytes\":10.0,\"reads\":2.8,"
		"\"lost\":4.0},\"lost\":{\"messages\":10,\"kernel\":6,\"never_came\":2,\"cut\":3,"
		"\"cut_bytes\":30,\"dropped\":4,\"dropped_bytes\":40,"
		"\"dropped_because\":\"No space left on device\",\"stray_bytes\":5,\"unread\":true},"
		"\"cpus\":[{\"cpu\":0,\"full\":false,\"cut\":0,\"dropped\":0,\"late_us\":0},"
		"{\"cpu\":5,\"full\":true,\"cut\":3,\"dropped\":4,\"late_us\":1500}],"
		"\"files\":[{\"name\":\"foo_0\",\"cpu\":0,\"bytes\":12,\"begun\":1},"
		"{\"name\":\"a\\\"\\u0001?\",\"cpu\":null,\"bytes\":13,\"begun\":2}]}\n");
	free(text);
}

static void what_is_not_known_is_null(void **state)
{
	struct stats none = {
		.module = "m", .owner = -1, .pid = 1, .state = "starting", .status = -1};
	char *text = printed(&empty, &none);

	(void)state;
	assert_non_null(strstr(text, "\"owner\":null"));
	assert_non_null(strstr(text, "\"status\":null,\"start\":null"));
	assert_non_null(strstr(text, "\"dropped_because\":null"));
	assert_non_null(strstr(text, "\"cpus\":[],\"files\":[]}\n"));
	free(text);
	none.owner = 0; /* is root */
	none.start = 0.5;
	text = printed(&empty, &none);
	assert_non_null(strstr(text, "\"owner\":0,"));
	assert_non_null(strstr(text, "\"start\":0.500"));
	free(text);
}

/* Nothing is divided by no time, and nothing goes backwards. */
static void rates(void **state)
{
	struct stats later = whole;

	(void)state;
	later.ns += 500000000;
	later.totals.messages += 100;
	later.lost_in_kernel = 0;
	struct stats_rates of = stats_rates(&whole, &later);
	assert_true(of.seconds == 0.5 && of.messages == 200 && of.bytes == 0 && of.lost == 0);
	of = stats_rates(&whole, &whole);
	assert_true(of.seconds == 0 && of.messages == 0);
	later.ns = whole.ns;
	of = stats_rates(&whole, &later);
	assert_true(of.seconds == 0 && of.messages == 0);
	later.ns += 500000000;
	of = stats_rates(&later, &whole);
	assert_true(of.seconds == 0 && of.messages == 0);
}

static void a_line_for_people(void **state)
{
	static const struct {
		uint64_t bytes;
		const char *shown;
	} sizes[] = {{0, "0 bytes, "}, {999, "999 bytes, "}, {1000, "1000 bytes (1.0 kB), "},
		{999949, "999949 bytes (999.9 kB), "}, {999950, "999950 bytes (1.0 MB), "},
		{12345678901, "12345678901 bytes (12.3 GB), "},
		{999940000000000000, "999940000000000000 bytes (999.9 PB), "},
		{UINT64_MAX, "18446744073709551615 bytes (18.4 EB), "}, {5, "5 bytes, "}};
	char line[STATS_LINE_SIZE];

	(void)state;
	stats_line(line, &empty, &whole, 0);
	assert_string_equal(line, "25 bytes, 10 messages, 4 messages/s, 10 lost: foo_0 and 1 more");
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		whole.totals.bytes = sizes[i].bytes;
		stats_line(line, &empty, &whole, 0);
		assert_memory_equal(line, sizes[i].shown, strlen(sizes[i].shown));
	}
	stats_line(line, &empty, &whole, 5);
	assert_string_equal(line, "5 byt");
}

/* No line is wider than its terminal, and no terminal obeys a name. */
static void a_line_of_a_strange_name(void **state)
{
	static struct relay_output strange = {.name = "\xc3\xa4\xc3\xa4\033[2J\xff", .cpu = -1};
	char line[STATS_LINE_SIZE];
	size_t before;

	(void)state;
	whole.outputs = &strange;
	whole.output_count = 1;
	stats_line(line, &empty, &whole, 0);
	before = (size_t)(strstr(line, "lost: ") + strlen("lost: ") - line);
	assert_string_equal(line + before, "\xc3\xa4\xc3\xa4?[2J?");
	stats_line(line, &empty, &whole, (unsigned)before + 1);
	assert_string_equal(line + before, "\xc3\xa4");
	/* One that is wide takes two columns, and is there or not. */
	strcpy(strange.name, "\xe6\x97\xa5\xe6\x9c\xac\xf0\x9f\x90\xa7");
	stats_line(line, &empty, &whole, (unsigned)before + 5);
	assert_string_equal(line + before, "\xe6\x97\xa5\xe6\x9c\xac");
	assert_int_equal(stats_columns(line + before), 4);
	assert_int_equal(stats_columns("\xc3\xa4"
				       "a"),
		2);
	/* From U+1100 on; but none of two bytes. */
	assert_int_equal(stats_columns("\xe1\x83\xbf"), 1);
	assert_int_equal(stats_columns("\xe1\x84\x80"), 2);
	assert_int_equal(stats_columns("\xe1\x84\x81"), 2);
	assert_int_equal(stats_columns("\xd0\x96"), 1);
	memset(strange.name, 'n', sizeof(strange.name) - 1);
	stats_line(line, &empty, &whole, 0);
	assert_true(strlen(line) < STATS_LINE_SIZE);
}

static void strings(void **state)
{
	char *text = NULL;
	size_t length;
	FILE *to = open_memstream(&text, &length);

	(void)state;
	assert_non_null(to);
	json_string(to, "a\\\"/\t\n\x7f\xc3\xa4\xe2\x82\xac\xc3");
	json_string(to, "");
	json_string(to, NULL);
	fclose(to);
	assert_string_equal(
		text, "\"a\\\\\\\"/\\u0009\\u000a\\u007f\xc3\xa4\xe2\x82\xac?\"\"\"null");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(prints_all, fill),
		cmocka_unit_test_setup(what_is_not_known_is_null, fill),
		cmocka_unit_test_setup(rates, fill),
		cmocka_unit_test_setup(a_line_for_people, fill),
		cmocka_unit_test_setup(a_line_of_a_strange_name, fill),
		cmocka_unit_test(strings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
