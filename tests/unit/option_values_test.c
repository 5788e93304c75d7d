/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The values of options: every malformed one is refused, and said to be. */
#include <stdio.h>

#include "options/option_table.h"
#include "stapio/inherited.h"
#include "tests/unit/command_lines.h"

static struct taken_over taken_over;

/* A value that is refused is never refused in silence, also where no one has thought of words. */
static void no_value_is_refused_in_silence(void **state)
{
	const struct options_fault fault = {.option = 'u', .value = "x"};
	char text[64];

	(void)state;
	usage_complaint(OPTIONS_BAD_VALUE, &fault, reason, sizeof(reason));
	assert_string_equal(reason, "Invalid value 'x' for '-u'.");
	for (size_t i = 0; i < option_count; i++) {
		if (!option_table[i].name || !option_table[i].value)
			continue;
		snprintf(text, sizeof(text), "--%s= m", option_table[i].name);
		if (parse(text) == OPTIONS_BAD_VALUE && !*reason)
			fail_msg("'%s' is refused in silence", text);
	}
}

static void what_staprun_hands_over(void **state)
{
	static const char *const nothing[] = {"3,", "3,4", "3,4,", "3,4,5,", "3,4,5,6", "3,4,g",
		",4,5", "3 ,4,5", "3,4294967296,5", "4294967296,4,5", "-1,4,5", "3,-4,5"};

	(void)state;
	assert_true(taken_over_parse(&taken_over, "14"));
	assert_int_equal(taken_over.folder, 14);
	assert_int_equal(taken_over.loader, -1);
	assert_true(taken_over_parse(&taken_over, "3,4711,8000000000004002"));
	assert_int_equal(taken_over.folder, -1);
	assert_int_equal(taken_over.loader, 3);
	assert_int_equal(taken_over.loader_pid, 4711);
	assert_int_equal(taken_over.blocked, 0x8000000000004002);
	for (size_t i = 0; i < sizeof(nothing) / sizeof(nothing[0]); i++)
		if (taken_over_parse(&taken_over, nothing[i]))
			fail_msg("'%s' was taken", nothing[i]);
}

static void malformed_values(void **state)
{
	static const char *const numbers[] = {"12abc", "abc", "-5", "0", "", " ", "1 ", "++1",
		"+-1", "- 1", "+ 1", " 1 ", " 1x", "1\n", "0x10", "99999999999999999999", "1.5",
		"-"};
	char output[] = "-o", file[] = "f", module[] = "m";
	char *words[] = {program, NULL, NULL, output, file, module, NULL};

	(void)state;
	for (const char *letter = "xtNbTMS"; *letter; letter++)
		for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
			char option[] = {'-', *letter, '\0'};
			char value[32];

			strcpy(value, numbers[i]);
			words[1] = option;
			words[2] = value;
			if (parse_words(6, words) != OPTIONS_BAD_VALUE)
				fail_msg("%s '%s' was taken", option, value);
			assert_non_null(strstr(reason, value));
		}
	words[1] = output;
	words[2] = (char[]){""};
	assert_int_equal(parse_words(6, words), OPTIONS_BAD_VALUE); /* no file has that name */
	assert_non_null(strstr(reason, "Invalid name of an output file ''"));
	refused("-b 4096 m", "Invalid buffer size '4096' (should be 1-4095).");
	refused("-b 0 m", "Invalid buffer size '0' (should be 1-4095).");
	accepted("-b 1 m");
	accepted("-b 4095 m");
	refused("-S 1,0 -o f m", "Invalid file size option '1,0' (should be MB");
	refused("-S 1, -o f m", "Invalid file size option '1,' (should be MB");
	refused("-S 0000000000000000000000001 -o f m",
		"Invalid file size option '0000000000000000000000001' (should be MB");
	refused("-S 000000000000000000000010 -o f m",
		"Invalid file size option '000000000000000000000010' (should be MB");
	refused("-S ,1 -o f m", "Invalid file size option ',1' (should be MB");
	refused("-S -1 -o f m", "Invalid file size option '-1' (should be MB");
	refused("-r x m", "Cannot process remote id option 'x'");
	refused("-r 1 m", "Cannot process remote id option '1'");
	refused("-r 1: m", "Cannot process remote id option '1:'");
	refused("-r : m", "Cannot process remote id option ':'");
	refused("-r 0000000000000010:x m", "Cannot process remote id option '0000000000000010:x'");
	accepted("-r 0:x m");
	accepted("-M 2147483 m");
	refused("-M 2147484 m", "Invalid");
	refused("-r :x m", "Cannot process remote id option ':x'");
	refused("-r -1:x m", "Cannot process remote id option '-1:x'");
	refused("-C sometimes m", "Invalid option 'sometimes' for -C");
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (*numbers[i] != '0')
			assert_false(taken_over_parse(&taken_over, numbers[i]));
	refused("-x", "Option '-x' needs a value.");
	refused("-Z m", "There is no option '-Z'.");
}

/* OpenResty's users write "-b 4" as one word: strtol(3) passes blanks over. */
static void blanks_before_a_number(void **state)
{
	static const char *const fours[] = {" 4", "  4", "\t4", "\n4", "+4", " +4", "04"};
	char output[] = "-o", file[] = "f", module[] = "m";
	char *words[] = {program, NULL, output, file, module, NULL};

	(void)state;
	for (const char *letter = "xtNbTMS"; *letter; letter++)
		for (size_t i = 0; i < sizeof(fours) / sizeof(fours[0]); i++) {
			char word[32];

			snprintf(word, sizeof(word), "-%c%s", *letter, fours[i]);
			words[1] = word;
			if (parse_words(5, words) != OPTIONS_RUN)
				fail_msg("'%s' was refused: %s", word, reason);
			assert_int_equal(options.target_pid + options.namespaces_pid +
						 (int)(options.buffer_mb + options.read_delay_ms +
							 options.monitor_period +
							 (unsigned)(options.file_bytes >> 20)),
				4);
		}
	char rotation[] = "-S 1, 3", remote[] = "-r 3:x";

	words[1] = rotation;
	assert_int_equal(parse_words(5, words), OPTIONS_RUN);
	assert_int_equal(options.file_count, 3);
	words[1] = remote;
	assert_int_equal(parse_words(5, words), OPTIONS_RUN);
	assert_int_equal(options.remote_id, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_value_is_refused_in_silence),
		cmocka_unit_test(what_staprun_hands_over),
		cmocka_unit_test(malformed_values),
		cmocka_unit_test(blanks_before_a_number),
	};

	return cmocka_run_group_tests_name("option_values", tests, NULL, NULL);
}
