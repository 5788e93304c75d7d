/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line: every option, and every combination that is refused. */
#include <getopt.h>

#include "options/option_table.h"
#include "tests/unit/command_lines.h"

/* What both the letters and the long names below ask for. */
static void expect_options(void)
{
	assert_true(options.suppress_warnings && options.rename && options.feed_stdin &&
		    options.remote);
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
}

static void each_option(void **state)
{
	(void)state;
	accepted(
		"-v -v -w -u -c true -N 7 -o out -b 12 -C always -R -r 3:host:1 -S 5,2 -T 40 -i m.ko a=1");
	assert_int_equal(options.verbosity, 2);
	assert_true(options.load_uprobes);
	expect_options();
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
	refused("--stats x --stats-interval 0 m",
		"Invalid interval '0' for --stats-interval (should be seconds");
	refused("--stats", "Option '--stats' needs a value.");
	refused("-d --stats x m", "You can't specify the '-d' and '--stats' options together.");
	refused("--list --stats x",
		"You can't specify the '--list' and '--stats' options together.");
	accepted("--ready-fd 3 m");
	assert_int_equal(options.ready_descriptor, 3);
	refused("--ready-fd 2 m", "Invalid descriptor '2' for --ready-fd (should be 3 or more).");
	refused("--ready-fd x m", "Invalid descriptor 'x' for --ready-fd");
	refused("-d --ready-fd 3 m", "You can't specify the '-d' and '--ready-fd'");
	assert_int_equal(parse_words(4, words), OPTIONS_BAD_VALUE);
	assert_string_equal(
		reason, "Invalid name of a file '' (--stats takes that of one to write to).");
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
	refused("--compress -o f m", "'--compress' needs '-S' or '--rotate-every'.");
	refused("--compress m", "You have to specify output FILE with '--compress'");
	refused("-S 100X -o f m", "Invalid file size option '100X' (should be MB");
	refused("--rotate-every 1y -o f m",
		"Invalid time '1y' for --rotate-every (should be seconds");
	refused("--keep-total 1x -S 1 -o f m",
		"Invalid size '1x' for --keep-total (should be a number and K");
	refused("--rotate-every 1h m", "You have to specify output FILE with '--rotate-every'");
	accepted("-S 2M --keep-total 2M -o f m");
	refused("--keep-total 1G -S 1 m", "You have to specify output FILE with '-S'");
	refused("--keep-total 1G -o f m", "'--keep-total' needs '-S' or '--rotate-every'.");
	refused("-S 2M --keep-total 1M -o f m",
		"'-S' is more than '--keep-total': not even the last file is kept.");
}

static char joined[MODULE_OPTIONS_SIZE];

static void joins_module_options(void **state)
{
	char spaced[] = "var1=a b", quoted[] = "var2=\"c d\"", *none[] = {NULL};
	char *two[] = {spaced, quoted, NULL};
	struct options given = {.module_options = none};

	(void)state;
	strcpy(joined, "of another");
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

/* Each has a long name, or is not for people; no two share one; and it does the same. */
static void long_options(void **state)
{
	(void)state;
	accepted(
		"--verbose --no-warnings --command=true --namespaces=7 --output=out --buffer-size=12 "
		"--color=always --rename --remote=3:host:1 --file-size=5,2 --read-delay=40 --stdin "
		"--monitor=2 m.ko a=1");
	assert_int_equal(options.verbosity, 1);
	expect_options();
	assert_int_equal(options.monitor_period, 2);
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
	refused("--=x m", "There is no option '--=x'.");
	refused("--c m", "Several options begin with '--c': write more of it.");
	refused("--cx m", "There is no option '--cx'.");
	assert_int_equal(opterr, 0); /* what getopt(3) would say, the first way, is not said */
	refused("--re m", "Several options begin with '--re': write more of it.");
	refused("--help=me m", "Option '--help' takes no value: '--help=me'.");
	refused("m --output", "Option '-o' needs a value.");
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
	refused("--check -A m", "You can't specify the '--check' and '-A' options together.");
	refused("--check -L m", "You can't specify the '--check' and '-L' options together.");
	refused("--check -d m", "You can't specify the '--check' and '-d' options together.");
	accepted("--check --json -b 2 -R m a=1");
	assert_true(options.check && options.json && options.rename);
	refused("--list m", "'--list' lists all modules, not 'm' alone.");
	refused("--list -d m", "You can't specify the '--list' and '-d' options together.");
	refused("--list -o f", "You can't specify the '--list' and '-o' options together.");
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
	assert_int_equal(parse_verbosity(0, NULL), 0);
	assert_int_equal(parse_verbosity(0, ""), 0);
	assert_int_equal(parse_verbosity(0, "3"), 3);
	assert_int_equal(parse_verbosity(0, "-3"), 0);
	assert_int_equal(parse_verbosity(0, "2x"), 0);
	assert_int_equal(parse_verbosity(2, NULL), 2);
	assert_int_equal(parse_verbosity(2, "3"), 5);
	assert_int_equal(parse_verbosity(0, "2147483647"), INT_MAX);
	assert_int_equal(parse_verbosity(1, "2147483646"), INT_MAX);
	assert_int_equal(parse_verbosity(2, "2147483647"), INT_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_option),
		cmocka_unit_test(statistics_and_progress),
		cmocka_unit_test(histories),
		cmocka_unit_test(joins_module_options),
		cmocka_unit_test(module_options_that_do_not_fit),
		cmocka_unit_test(options_may_follow_the_module),
		cmocka_unit_test(long_options),
		cmocka_unit_test(options_that_are_none),
		cmocka_unit_test(lists),
		cmocka_unit_test(clean_up),
		cmocka_unit_test(combinations),
		cmocka_unit_test(verbosity_from_the_environment),
	};

	return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
