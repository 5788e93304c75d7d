/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line: every option, every malformed value, every combination that is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/module_name.h"
#include "common/number.h"
#include "common/report.h"
#include "options/module_path.h"
#include "options/option_table.h"
#include "options/options.h"
#include "options/usage.h"
#include "stapio/inherited.h"

#define WORDS_MAX 40

static struct options options;
static struct taken_over taken_over;
static char reason[512];
static char line[256];
static char *argv[WORDS_MAX];
static char program[] = "staprun";

/* Parses WORDS; the complaint is in REASON. */
static enum options_result parse_words(int argc, char **words)
{
	enum options_result result = options_parse(&options, argc, words);

	reason[0] = '\0';
	usage_complaint(result, &options.fault, reason, sizeof(reason));
	return result;
}

/* Parses "staprun" and the blank-separated words of TEXT. */
static enum options_result parse(const char *text)
{
	int argc = 1;

	memset(argv, 0, sizeof(argv));
	argv[0] = program;
	strcpy(line, text);
	for (char *word = strtok(line, " "); word; word = strtok(NULL, " "))
		argv[argc++] = word;
	return parse_words(argc, argv);
}

static void accepted(const char *text)
{
	if (parse(text) != OPTIONS_RUN)
		fail_msg("'%s' was refused: %s", text, reason);
}

static void refused(const char *text, const char *why)
{
	if (parse(text) <= OPTIONS_VERSION || !strstr(reason, why) || strchr(reason, '\n'))
		fail_msg("'%s' gave '%s', not '%s'", text, reason, why);
}

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

static void each_option(void **state)
{
	(void)state;
	accepted(
		"-v -v -w -u -c true -N 7 -o out -b 12 -C always -R -r 3:host:1 -S 5,2 -T 40 -i m.ko a=1");
	assert_int_equal(options.verbosity, 2);
	assert_true(options.suppress_warnings && options.load_uprobes && options.rename &&
		    options.feed_stdin && options.remote);
	assert_string_equal(options.command, "true");
	assert_int_equal(options.namespaces_pid, 7);
	assert_string_equal(options.output, "out");
	assert_int_equal(options.buffer_mb, 12);
	assert_int_equal(options.color, COLOR_ALWAYS);
	assert_int_equal(options.remote_id, 3);
	assert_string_equal(options.remote_uri, "host:1");
	assert_int_equal(options.file_bytes, 5 << 20);
	assert_int_equal(options.file_count, 2);
	assert_int_equal(options.read_delay_ms, 40);
	assert_string_equal(options.module, "m.ko");
	assert_string_equal(options.module_options[0], "a=1");
	assert_null(options.module_options[1]);

	accepted("-u/lib/uprobes.ko m");
	assert_true(options.load_uprobes);
	accepted("-x 12 m");
	assert_int_equal(options.target_pid, 12);
	accepted("-t 13 m");
	assert_int_equal(options.target_pid, 13);
	accepted("-L m");
	assert_true(options.load_and_detach);
	accepted("-A m");
	assert_true(options.attach);
	accepted("-d m");
	assert_true(options.delete_module);
	accepted("-D -o x m");
	assert_true(options.daemon);
	accepted("-M 2 m");
	assert_int_equal(options.monitor_period, 2);
	accepted("-F 3 m");
	assert_string_equal(options.taken_over, "3");
	refused("-F 3 m -F 4", "Option '-F' is for stapio only.");
	accepted("m");
	assert_null(options.taken_over);
	accepted("-S 1 -o x m");
	assert_int_equal(options.file_count, 0);
	assert_int_equal(parse("-h"), OPTIONS_HELP);
	assert_int_equal(parse("-V"), OPTIONS_VERSION);
}

static void statistics_and_progress(void **state)
{
	char stats[] = "--stats", empty[] = "", module[] = "m";
	char *words[] = {program, stats, empty, module, NULL};

	(void)state;
	accepted("--stats numbers --stats-interval 5m -q m");
	assert_string_equal(options.stats, "numbers");
	assert_int_equal(options.stats_interval_s, 300);
	assert_true(options.quiet);
	accepted("--quiet --stats=x --stats-interval=7 m");
	assert_int_equal(options.stats_interval_s, 7);
	refused("--stats-interval 1 m", "'--stats-interval' needs '--stats'.");
	refused("--stats x --stats-interval 0 m", "Invalid interval '0' (should be seconds");
	refused("--stats", "Option '--stats' needs an argument.");
	refused("-d --stats x m", "You can't specify the '-d' and '--stats' options together.");
	refused("--list --stats x", "'--list' and '--stats' can't be together.");
	accepted("--ready-fd 3 m");
	assert_int_equal(options.ready_descriptor, 3);
	refused("--ready-fd 2 m", "Invalid descriptor '2' for --ready-fd (should be 3 or more).");
	refused("--ready-fd x m", "Invalid descriptor 'x' for --ready-fd");
	refused("-d --ready-fd 3 m", "You can't specify the '-d' and '--ready-fd'");
	assert_int_equal(parse_words(4, words), OPTIONS_BAD_VALUE);
	assert_string_equal(reason, "Invalid name of a file '' for --stats.");
}

static void histories(void **state)
{
	(void)state;
	accepted("-S 100M,10 -o f m");
	assert_int_equal(options.file_bytes, 100 << 20);
	assert_int_equal(options.file_count, 10);
	accepted("-S 1G --keep-total 10G -o f m");
	assert_int_equal(options.file_bytes, 1 << 30);
	assert_int_equal(options.keep_bytes, (uint64_t)10 << 30);
	accepted("--rotate-every 1h --keep-total 10K -o f m");
	assert_int_equal(options.rotate_every_s, 3600);
	assert_int_equal(options.file_bytes, 1024); /* a tenth */
	accepted("--rotate-every=90 -o f m");
	assert_int_equal(options.file_bytes, 0);
	accepted("--compress -S 1 -o f m");
	assert_true(options.compress);
	refused("--compress -o f m", "'--compress' needs '-S'.");
	refused("--compress m", "You have to specify output FILE with '--compress'");
	refused("-S 100X -o f m", "Invalid file size option '100X'.");
	refused("--rotate-every 1y -o f m", "Invalid time '1y' (should be seconds");
	refused("--keep-total 1x -S 1 -o f m", "Invalid size '1x' (should be a number and K");
	refused("--rotate-every 1h m", "You have to specify output FILE with '--rotate-every'");
	refused("--keep-total 1G -S 1 m", "You have to specify output FILE with '-S'");
	refused("--keep-total 1G -o f m", "'--keep-total' needs '-S'.");
	refused("-S 2M --keep-total 1M -o f m",
		"'-S' is more than '--keep-total': not even the last file is kept.");
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
	for (int number = 1; number <= SIGRTMAX; number++)
		assert_int_equal(sigismember(&taken_over.blocked, number),
			number == SIGINT || number == SIGTERM || number == SIGRTMAX);
	for (size_t i = 0; i < sizeof(nothing) / sizeof(nothing[0]); i++)
		if (taken_over_parse(&taken_over, nothing[i]))
			fail_msg("'%s' was taken", nothing[i]);
}

static char joined[MODULE_OPTIONS_SIZE];

static void joins_module_options(void **state)
{
	char spaced[] = "var1=a b", quoted[] = "var2=\"c d\"", *none[] = {NULL};
	char *two[] = {spaced, quoted, NULL};
	struct options given = {.module_options = none};

	(void)state;
	assert_true(options_join(joined, &given));
	assert_string_equal(joined, "");
	given.buffer_mb = 7;
	assert_true(options_join(joined, &given));
	assert_string_equal(joined, "_stp_bufsize=7");
	given.module_options = two;
	given.buffer_mb = 0;
	assert_true(options_join(joined, &given));
	assert_string_equal(joined, "var1=a b var2=\"c d\"");
	given.buffer_mb = 4095;
	assert_true(options_join(joined, &given));
	assert_string_equal(joined, "_stp_bufsize=4095 var1=a b var2=\"c d\"");
}

static void module_options_that_do_not_fit(void **state)
{
	static char word[MODULE_OPTIONS_SIZE + 1];
	char *words[] = {word, NULL};
	struct options given = {.module_options = words};

	(void)state;
	memset(word, 'w', MODULE_OPTIONS_SIZE);
	assert_false(options_join(joined, &given));
	word[MODULE_OPTIONS_SIZE - 1] = '\0';
	assert_true(options_join(joined, &given));
	assert_int_equal(strlen(joined), MODULE_OPTIONS_SIZE - 1);
	given.buffer_mb = 1;
	assert_false(options_join(joined, &given));
}

static void options_may_follow_the_module(void **state)
{
	static const char *const whole[] = {".ko", "dir/.ko", "dir/*", "m.kox", "../m"};

	(void)state;
	accepted("m.ko -v var=1 -o out");
	assert_string_equal(options.module, "m.ko");
	assert_string_equal(options.output, "out");
	assert_string_equal(options.module_options[0], "var=1");
	accepted("-A /dir.ko/m.ko"); /* the file that it was loaded from */
	assert_string_equal(options.module, "m");
	accepted("-d m.ko");
	assert_string_equal(options.module, "m");
	accepted("-d *");
	assert_string_equal(options.module, "*");
	for (size_t i = 0; i < sizeof(whole) / sizeof(whole[0]); i++) {
		char option[] = "-A", module[16];
		char *words[] = {program, option, module, NULL};

		strcpy(module, whole[i]);
		assert_int_equal(parse_words(3, words), OPTIONS_RUN);
		assert_string_equal(options.module, whole[i]);
	}
	accepted("-- -odd.ko -v");
	assert_string_equal(options.module, "-odd.ko");
	assert_string_equal(options.module_options[0], "-v");
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
	refused("-S 1,0 -o f m", "Invalid file size option '1,0'.");
	refused("-S 1, -o f m", "Invalid file size option '1,'.");
	refused("-S ,1 -o f m", "Invalid file size option ',1'.");
	refused("-S -1 -o f m", "Invalid file size option '-1'.");
	refused("-r x m", "Cannot process remote id option 'x'");
	refused("-r 1 m", "Cannot process remote id option '1'");
	refused("-r 1: m", "Cannot process remote id option '1:'");
	refused("-r : m", "Cannot process remote id option ':'");
	refused("-r :x m", "Cannot process remote id option ':x'");
	refused("-r -1:x m", "Cannot process remote id option '-1:x'");
	refused("-C sometimes m", "Invalid option 'sometimes' for -C");
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (*numbers[i] != '0')
			assert_false(taken_over_parse(&taken_over, numbers[i]));
	refused("-x", "Option '-x' needs an argument.");
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

/* Each has a long name, or is not for people; no two share one; and it does the same. */
static void long_options(void **state)
{
	(void)state;
	accepted(
		"--verbose --no-warnings --command=true --namespaces=7 --output=out --buffer-size=12 "
		"--color=always --rename --remote=3:host:1 --file-size=5,2 --read-delay=40 --stdin "
		"--monitor=2 m.ko a=1");
	assert_int_equal(options.verbosity, 1);
	assert_true(options.suppress_warnings && options.rename && options.feed_stdin);
	assert_string_equal(options.command, "true");
	assert_int_equal(options.namespaces_pid, 7);
	assert_string_equal(options.output, "out");
	assert_int_equal(options.buffer_mb, 12);
	assert_int_equal(options.color, COLOR_ALWAYS);
	assert_int_equal(options.remote_id, 3);
	assert_int_equal(options.file_count, 2);
	assert_int_equal(options.read_delay_ms, 40);
	assert_int_equal(options.monitor_period, 2);
	assert_string_equal(options.module, "m.ko");
	accepted("m --output out --target 5");
	assert_string_equal(options.output, "out");
	assert_int_equal(options.target_pid, 5);
	accepted("--uprobes=/x --daemon -o x m");
	assert_true(options.load_uprobes && options.daemon);
	accepted("--attach m");
	assert_true(options.attach);
	accepted("--load m");
	assert_true(options.load_and_detach);
	accepted("--delete m");
	assert_true(options.delete_module);
	assert_int_equal(parse("--help"), OPTIONS_HELP);
	assert_int_equal(parse("--version"), OPTIONS_VERSION);
	accepted("--outp=x m"); /* what is clear may be cut short */
	for (size_t i = 0; i < option_count; i++) {
		assert_ptr_equal(option_entry(option_table[i].code), &option_table[i]);
		assert_true((option_table[i].name != NULL) == (option_table[i].help != NULL));
		for (size_t j = 0; j < i; j++)
			assert_true(!option_table[i].name || !option_table[j].name ||
				    strcmp(option_table[i].name, option_table[j].name) != 0);
	}
}

static void options_that_are_none(void **state)
{
	(void)state;
	refused("--nosuch m", "There is no option '--nosuch'.");
	refused("--ouptut=x m", "There is no option '--ouptut=x': is it '--output' that you mean?");
	refused("--quite m", "There is no option '--quite': is it '--quiet' that you mean?");
	refused("--unlike m", "There is no option '--unlike'.");
	refused("--re m", "Several options begin with '--re': write more of it.");
	refused("--help=me m", "Option '--help' takes no value: '--help=me'.");
	refused("m --output", "Option '-o' needs an argument.");
	refused("-e probe m", "'-e' is an option of stap");
	refused("x.stp",
		"'x.stp' is a script, not a module: compile it with 'stap -p4 -m x x.stp', "
		"then run 'staprun x.ko'.");
	refused("/tmp/My-Script.stp",
		"'stap -p4 -m my_script /tmp/My-Script.stp', then run 'staprun my_script.ko'.");
	accepted(".stp");
	accepted("-d x.stp");
}

static void lists(void **state)
{
	(void)state;
	assert_int_equal(parse("--list"), OPTIONS_LIST);
	assert_false(options.json);
	assert_int_equal(parse("-F 3 --list --json -v -C never"), OPTIONS_LIST);
	assert_true(options.json);
	refused("--json m", "'--json' needs '--list' or '--check'.");
	refused("--list --check m", "'--list'");
	refused("--check", "Need a module name or path to load.");
	refused("--check -A m", "'--check' and '-A' can't be together.");
	accepted("--check --json -b 2 -R m a=1");
	assert_true(options.check && options.json && options.rename);
	refused("--list m", "'--list' lists all modules, not 'm' alone.");
	refused("--list -d m", "'--list' and '-d' can't be together.");
	refused("--list -o f", "'--list' and '-o' can't be together.");
}

static void clean_up(void **state)
{
	(void)state;
	accepted("-d --if-killed m");
	assert_true(options.delete_module && options.if_killed);
	refused("--if-killed m", "'--if-killed' needs '-d'.");
	refused("-d --if-killed", "Need a module name or path to load.");
}

static void combinations(void **state)
{
	(void)state;
	refused("-A -L m", "You can't specify the '-A' and '-L' options together.");
	refused("-A -b 1 m", "You can't specify the '-A' and '-b' options together.");
	refused("-A -c x m", "You can't specify the '-A' and '-c' options together.");
	refused("-A -x 1 m", "You can't specify the '-A' and '-x' options together.");
	refused("-A -N 1 m", "You can't specify the '-A' and '-N' options together.");
	refused("-A -r 1:x m", "You can't specify the '-A' and '-r' options together.");
	refused("-A -d m", "You can't specify the '-A' and '-d' options together.");
	refused("-A m a=1", "Cannot have module options with attach (-A).");
	refused("-d m a=1", "Cannot have module options with delete (-d).");
	refused("-c x -x 1 m", "You can't specify the '-c' and '-x' options together.");
	refused("-L -d m", "You can't specify the '-L' and '-d' options together.");
	refused("-D -o f -L m", "You can't specify the '-D' and '-L' options together.");
	refused("-D -o f -d m", "You can't specify the '-D' and '-d' options together.");
	refused("-D -o f -c x m", "You can't specify the '-D' and '-c' options together.");
	refused("-D m", "You have to specify output FILE with '-D' option.");
	refused("-S 1 m", "You have to specify output FILE with '-S' option.");
	/* What SystemTap's own takes. */
	accepted("-A -R m");
	accepted("-c x -L m");
	accepted("-D -o f -i m");
	accepted("-D -o f -M 1 m");
	refused("", "Need a module name or path to load.");
	refused("-v", "Need a module name or path to load.");
}

static void verbosity_from_the_environment(void **state)
{
	(void)state;
	assert_int_equal(parse_verbosity(NULL), 0);
	assert_int_equal(parse_verbosity(""), 0);
	assert_int_equal(parse_verbosity("3"), 3);
	assert_int_equal(parse_verbosity("-3"), 0);
	assert_int_equal(parse_verbosity("2x"), 0);
}

static void module_names(void **state)
{
	static const char *const bad[] = {"", "a b", "a'b", "a\"b", "$(x)", "a\nb", "a-b", "../a",
		"a/b", "*", "a.ko", "\xc3\xa4",
		"12345678901234567890123456789012345678901234567890123456"};

	(void)state;
	assert_true(module_name_valid("hello"));
	assert_true(module_name_valid("stap_8553d83f78c_265"));
	assert_true(module_name_valid("1234567890123456789012345678901234567890123456789012345"));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(module_name_valid(bad[i]));

	assert_true(module_is_path("a.ko") && module_is_path("./a") && module_is_path("/x/a"));
	assert_false(module_is_path("a") || module_is_path(".ko") || module_is_path("a.kox"));
}

static void renaming(void **state)
{
	char name[MODULE_NAME_SIZE];

	(void)state;
	strcpy(name, "tick");
	assert_true(module_rename(name, 529));
	assert_string_equal(name, "_529");
	strcpy(name, "hello");
	assert_true(module_rename(name, 545));
	assert_string_equal(name, "h_545");
	strcpy(name, "abc");
	assert_false(module_rename(name, 545));
	assert_string_equal(name, "abc");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_value_is_refused_in_silence),
		cmocka_unit_test(each_option),
		cmocka_unit_test(statistics_and_progress),
		cmocka_unit_test(histories),
		cmocka_unit_test(what_staprun_hands_over),
		cmocka_unit_test(joins_module_options),
		cmocka_unit_test(module_options_that_do_not_fit),
		cmocka_unit_test(options_may_follow_the_module),
		cmocka_unit_test(malformed_values),
		cmocka_unit_test(blanks_before_a_number),
		cmocka_unit_test(long_options),
		cmocka_unit_test(options_that_are_none),
		cmocka_unit_test(lists),
		cmocka_unit_test(clean_up),
		cmocka_unit_test(combinations),
		cmocka_unit_test(verbosity_from_the_environment),
		cmocka_unit_test(module_names),
		cmocka_unit_test(renaming),
	};

	return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
