/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The output pane: what is kept of what was printed, and that it stays bounded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/pane.h"

static struct pane *pane;
static struct pane_stream stream;

static int set_up(void **state)
{
	(void)state;
	pane = calloc(1, sizeof(*pane));
	stream = (struct pane_stream){.kind = PANE_OUTPUT};
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	pane_free(pane);
	assert_int_equal(pane->bytes, 0);
	free(pane);
	return 0;
}

static void add(const char *text)
{
	pane_add(pane, &stream, text, strlen(text));
}

static void expect(uint64_t number, const char *text)
{
	const struct pane_line *line = pane_line(pane, number);

	assert_true(number >= pane->begin && number < pane->end);
	assert_int_equal(line->length, strlen(text));
	assert_memory_equal(line->text, text, line->length);
}

static void lines_end_at_newlines(void **state)
{
	(void)state;
	add("one\ntw");
	assert_int_equal(pane->end, 1);
	add("o\n\nthree");
	assert_int_equal(pane->end, 3);
	expect(0, "one");
	expect(1, "two");
	expect(2, "");
}

static void what_has_not_ended_can_be_shown(void **state)
{
	(void)state;
	assert_false(pane_show_unended(pane, &stream));
	add("prompt> ");
	assert_true(pane_show_unended(pane, &stream));
	expect(0, "prompt> ");
	pane_hide_unended(pane);
	assert_int_equal(pane->end, 0);
	add("yes\n");
	expect(0, "prompt> yes");
}

static void escape_sequences_are_left_out(void **state)
{
	(void)state;
	add("\033[2J\033[1;31mred\033[m \033]0;title\aplain\033(B \033c!\n");
	expect(0, "red plain !");
	add("bell\a, back\b, null-free, del\177, tab\t.\n");
	expect(1, "bell, back, null-free, del, tab\t.");
	pane_add(pane, &stream, "a\0b\n", 4);
	expect(2, "ab");
}

static void a_stray_escape_does_not_swallow_lines(void **state)
{
	(void)state;
	add("a\033]0;no end\nb\033[12\nc\033\nd\n");
	expect(0, "a");
	expect(1, "b");
	expect(2, "c");
	expect(3, "d");
}

static void a_carriage_return_overwrites(void **state)
{
	(void)state;
	add("10%\r20%\r");
	add("done\r\n");
	expect(0, "done");
}

static void utf8_is_kept(void **state)
{
	(void)state;
	add("\xc3\xa4\xe2\x82\xac\n");
	expect(0, "\xc3\xa4\xe2\x82\xac");
}

static void long_lines_are_broken_between_characters(void **state)
{
	(void)state;
	for (unsigned i = 0; i < PANE_LINE_MAX; i++)
		add("\xe2\x82\xac");
	add("\n");
	uint64_t total = 0;
	for (uint64_t i = 0; i < pane->end; i++) {
		total += pane_line(pane, i)->length;
		assert_int_equal(pane_line(pane, i)->length % 3, 0);
		assert_true(pane_line(pane, i)->length <= PANE_LINE_MAX);
	}
	assert_int_equal(total, 3 * PANE_LINE_MAX);
}

static void garbage_is_bounded(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 3 * PANE_LINE_MAX; i++)
		add("\x80");
	assert_true(stream.used <= PANE_LINE_MAX);
	assert_true(pane->end >= 2);
}

static void the_oldest_lines_go(void **state)
{
	(void)state;
	for (unsigned i = 0; i < PANE_LINES_MAX + 5; i++)
		add(i == PANE_LINES_MAX + 4 ? "newest\n" : "x\n");
	assert_int_equal(pane->end - pane->begin, PANE_LINES_MAX);
	assert_int_equal(pane->begin, 5);
	expect(pane->end - 1, "newest");
}

static void bytes_are_bounded(void **state)
{
	char line[PANE_LINE_MAX - 8];

	(void)state;
	memset(line, 'x', sizeof(line));
	line[sizeof(line) - 1] = '\n';
	for (unsigned i = 0; i < 2 * PANE_BYTES_MAX / sizeof(line); i++)
		pane_add(pane, &stream, line, sizeof(line));
	assert_true(pane->bytes <= PANE_BYTES_MAX);
	assert_true(pane->bytes > PANE_BYTES_MAX / 2);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(lines_end_at_newlines),
		TEST(what_has_not_ended_can_be_shown),
		TEST(escape_sequences_are_left_out),
		TEST(a_stray_escape_does_not_swallow_lines),
		TEST(a_carriage_return_overwrites),
		TEST(utf8_is_kept),
		TEST(long_lines_are_broken_between_characters),
		TEST(garbage_is_bounded),
		TEST(the_oldest_lines_go),
		TEST(bytes_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
