/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From one output file to the next: which, what earlier runs left, and when the next can't be had.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "relay/outfile.h"

static char folder[] = "/tmp/file_series_test.XXXXXX";

static off_t size_of(const char *name)
{
	struct stat st;

	return stat(name, &st) == 0 ? st.st_size : -1;
}

static void note_dropped(void *context, unsigned owner, size_t bytes)
{
	size_t *by_owner = context;

	by_owner[owner] += bytes;
}

static void expect_file(const char *name, const char *expected)
{
	char content[256] = "";
	int fd = open(name, O_RDONLY);

	if (fd < 0)
		fail_msg("there is no %s", name);
	assert_true(read(fd, content, sizeof(content) - 1) >= 0);
	close(fd);
	assert_string_equal(content, expected);
}

static void make_file(const char *name, const char *content)
{
	FILE *file = fopen(name, "w");

	assert_non_null(file);
	fputs(content, file);
	fclose(file);
}

static void say(struct outfile *outfile, const char *text)
{
	assert_int_equal(outfile_put(outfile, text, strlen(text), 0), SINK_OK);
	assert_int_equal(outfile_flush(outfile), SINK_OK);
}

static unsigned open_descriptors(void)
{
	unsigned count = 0;

	for (int fd = 0; fd < 256; fd++)
		count += fcntl(fd, F_GETFD) >= 0;
	return count;
}

/* open_in FOLDER NAME: an output of a folder of its own, in which the test then is. */
static void open_in(struct outfile *outfile, const char *own, const struct outfile_naming *naming,
	uint64_t size_max, unsigned files_max)
{
	assert_int_equal(chdir(folder), 0);
	assert_true(mkdir(own, 0700) == 0 || errno == EEXIST);
	assert_int_equal(chdir(own), 0);
	assert_int_equal(outfile_open(outfile, naming, 0, size_max, files_max), 0);
}

static const struct outfile_naming plain = {"log", false, false, false},
				   limited = {"log", false, false, true};

/* A switch is one switch, and leaves no descriptor behind. */
static void switched_once(void **state)
{
	struct outfile outfile;

	(void)state;
	open_in(&outfile, "once", &plain, 0, 0);
	unsigned before = open_descriptors();
	for (int i = 0; i < 20; i++) {
		assert_int_equal(outfile_switch(&outfile), SINK_OK);
		say(&outfile, "a");
		say(&outfile, "b");
	}
	assert_int_equal(open_descriptors(), before);
	expect_file("log", "");
	expect_file("log.1", "ab");
	expect_file("log.20", "ab");
	assert_int_equal(access("log.21", F_OK), -1);
	assert_int_equal(outfile.written, 40);
	outfile_close(&outfile);
	assert_int_equal(open_descriptors(), before - 1);
}

/* logrotate: ours is renamed, or renamed and its name given to a new file. */
static void renamed_by_others(void **state)
{
	struct outfile outfile;

	(void)state;
	open_in(&outfile, "renamed", &plain, 0, 0);
	say(&outfile, "one ");
	assert_int_equal(rename("log", "log.1"), 0);
	say(&outfile, "two"); /* until it is told, it goes on there */
	assert_int_equal(outfile_switch(&outfile), SINK_OK);
	say(&outfile, "three");
	expect_file("log.1", "one two");
	expect_file("log", "three");
	assert_int_equal(rename("log.1", "log.2"), 0);
	assert_int_equal(rename("log", "log.1"), 0);
	make_file("log", "created: ");
	assert_int_equal(outfile_switch(&outfile), SINK_OK);
	say(&outfile, "four");
	expect_file("log.2", "one two");
	expect_file("log.1", "three");
	expect_file("log", "created: four");
	/* Asked again with nothing renamed, it goes on behind what is there. */
	assert_int_equal(outfile_switch(&outfile), SINK_OK);
	say(&outfile, "five");
	expect_file("log.3", "five");
	/* And renamed while a numbered one is written to. */
	assert_int_equal(unlink("log"), 0);
	assert_int_equal(outfile_switch(&outfile), SINK_OK);
	say(&outfile, "six");
	expect_file("log", "six");
	outfile_close(&outfile);
}

/* A number that is taken is passed over, whatever took it, and nothing of it changed. */
static void numbers_that_are_taken(void **state)
{
	struct outfile outfile;

	(void)state;
	open_in(&outfile, "taken", &plain, 0, 0);
	make_file("log.1", "someone's");
	assert_int_equal(mkdir("log.2", 0700), 0);
	assert_int_equal(symlink("nowhere", "log.3"), 0);
	assert_int_equal(mkfifo("log.4", 0600), 0);
	make_file("log.6", "later");
	assert_int_equal(outfile_switch(&outfile), SINK_OK);
	say(&outfile, "a");
	assert_int_equal(outfile_switch(&outfile), SINK_OK);
	say(&outfile, "b");
	outfile_close(&outfile);
	expect_file("log.1", "someone's");
	assert_int_equal(access("nowhere", F_OK), -1);
	expect_file("log.5", "a");
	expect_file("log.6", "later");
	expect_file("log.7", "b");
	/* The next run empties its first file, as ever, and no other. */
	open_in(&outfile, "taken", &plain, 0, 0);
	assert_int_equal(size_of("log"), 0);
	assert_int_equal(outfile_switch(&outfile), SINK_OK);
	say(&outfile, "c");
	expect_file("log.7", "b");
	expect_file("log.8", "c");
	outfile_close(&outfile);
}

/* A run with a limit goes on behind what earlier ones left, and that counts as kept. */
static void history(void **state)
{
	struct outfile outfile;

	(void)state;
	open_in(&outfile, "history", &limited, 10, 3);
	for (int i = 0; i < 5; i++)
		say(&outfile, "eight by");
	outfile_close(&outfile);
	for (int i = 0; i < 5; i++) {
		char name[16];
		snprintf(name, sizeof(name), "log.%d", i);
		assert_int_equal(size_of(name), i < 2 ? -1 : 8);
	}
	make_file("log.003", "no number");
	make_file("log.20261128120000", "no number");
	make_file("logs.9", "another's");
	open_in(&outfile, "history", &limited, 10, 3);
	assert_int_equal(size_of("log.2"), -1);
	assert_int_equal(size_of("log.5"), 0);
	say(&outfile, "new run");
	expect_file("log.3", "eight by");
	expect_file("log.4", "eight by");
	assert_int_equal(outfile_switch(&outfile), SINK_OK);
	say(&outfile, "next");
	assert_int_equal(size_of("log.3"), -1);
	expect_file("log.5", "new run");
	expect_file("log.6", "next");
	outfile_close(&outfile);
	expect_file("log.003", "no number");
	expect_file("log.20261128120000", "no number");
	expect_file("logs.9", "another's");
	/* Fewer are to be kept: the oldest go, in the order of their numbers. */
	make_file("log.10", "ten");
	open_in(&outfile, "history", &limited, 10, 2);
	assert_int_equal(size_of("log.4"), -1);
	assert_int_equal(size_of("log.6"), -1);
	expect_file("log.10", "ten");
	assert_int_equal(size_of("log.11"), 0);
	outfile_close(&outfile);
	/* All are: nothing goes. What is no regular file has a number, but is none to remove. */
	assert_int_equal(mkdir("log.30", 0700), 0);
	open_in(&outfile, "history", &limited, 10, 0);
	assert_int_equal(size_of("log.31"), 0);
	expect_file("log.10", "ten");
	outfile_close(&outfile);
	open_in(&outfile, "history", &limited, 10, 1);
	assert_int_equal(size_of("log.10"), -1);
	assert_int_equal(size_of("log.31"), -1);
	assert_int_equal(size_of("log.32"), 0);
	assert_int_equal(access("log.30", F_OK), 0);
	outfile_close(&outfile);
}

/* In another folder than the current one, and of a CPU. */
static void history_elsewhere(void **state)
{
	const struct outfile_naming naming = {"sub/log", true, false, true};
	struct outfile outfile;

	(void)state;
	assert_int_equal(chdir(folder), 0);
	assert_true(mkdir("else", 0700) == 0 && mkdir("else/sub", 0700) == 0);
	make_file("else/sub/log_cpu0.4", "four");
	make_file("else/sub/log_cpu1.9", "another's");
	make_file("else/log_cpu0.9", "elsewhere");
	open_in(&outfile, "else", &naming, 10, 1);
	assert_int_equal(size_of("sub/log_cpu0.5"), 0);
	assert_int_equal(size_of("sub/log_cpu0.4"), -1);
	expect_file("sub/log_cpu1.9", "another's");
	expect_file("log_cpu0.9", "elsewhere");
	outfile_close(&outfile);
}

/* The folder was renamed: output goes on in the old file until the next can be opened. */
static void refused(void **state)
{
	static const struct outfile_naming in_folder = {"d/log", false, false, false},
					   with_limit = {"d/log", false, false, true};

	(void)state;
	for (int has_limit = 0; has_limit <= 1; has_limit++) {
		struct outfile outfile;

		assert_int_equal(chdir(folder), 0);
		assert_int_equal(mkdir(has_limit ? "refused1" : "refused0", 0700), 0);
		assert_int_equal(chdir(has_limit ? "refused1" : "refused0"), 0);
		assert_int_equal(mkdir("d", 0700), 0);
		assert_int_equal(outfile_open(&outfile, has_limit ? &with_limit : &in_folder, 0,
					 has_limit ? 10 : 0, 0),
			0);
		say(&outfile, "eight by");
		assert_int_equal(rename("d", "e"), 0);
		if (!has_limit)
			assert_int_equal(outfile_switch(&outfile), SINK_OK);
		say(&outfile, "tes more");
		assert_true(outfile_overdue(&outfile));
		say(&outfile, ", and yet more");
		assert_int_equal(outfile_try_again(&outfile), SINK_OK);
		assert_true(outfile_overdue(&outfile));
		assert_int_equal(outfile_switch(&outfile), SINK_OK);
		say(&outfile, "!");
		expect_file(has_limit ? "e/log.0" : "e/log", "eight bytes more, and yet more!");
		assert_int_equal(mkdir("d", 0700), 0);
		say(&outfile, "?"); /* not with each message: when it is time */
		assert_true(outfile_overdue(&outfile));
		assert_int_equal(outfile_try_again(&outfile), SINK_OK);
		assert_false(outfile_overdue(&outfile));
		say(&outfile, "new");
		expect_file(has_limit ? "e/log.0" : "e/log", "eight bytes more, and yet more!?");
		expect_file(has_limit ? "d/log.1" : "d/log", "new");
		assert_int_equal(
			outfile_try_again(&outfile), SINK_OK); /* there is nothing to try */
		assert_int_equal(access("d/log.2", F_OK), -1);
		outfile_close(&outfile);
	}
}

/* No descriptor is left, or no permission: the same. */
static void refused_for_other_reasons(void **state)
{
	struct rlimit limit, none;
	struct outfile outfile;

	(void)state;
	open_in(&outfile, "reasons", &plain, 0, 0);
	getrlimit(RLIMIT_NOFILE, &limit);
	none = limit;
	none.rlim_cur = 3;
	setrlimit(RLIMIT_NOFILE, &none);
	enum sink_status status = outfile_switch(&outfile);
	setrlimit(RLIMIT_NOFILE, &limit);
	assert_int_equal(status, SINK_OK);
	assert_true(outfile_overdue(&outfile));
	say(&outfile, "a");
	expect_file("log", "a");
	assert_int_equal(outfile_try_again(&outfile), SINK_OK);
	say(&outfile, "b");
	expect_file("log.1", "b");
	outfile_close(&outfile);
}

/* What the old file has no room for goes into the next: waiting for room would never end. */
static void switched_while_full(void **state)
{
	struct rlimit limit, small;
	struct outfile outfile;

	(void)state;
	open_in(&outfile, "while-full", &plain, 0, 0);
	getrlimit(RLIMIT_FSIZE, &limit);
	small = limit;
	small.rlim_cur = 10;
	setrlimit(RLIMIT_FSIZE, &small);
	assert_int_equal(outfile_put(&outfile, "0123456", 7, 0), SINK_OK);
	assert_int_equal(outfile_put(&outfile, "789abcd", 7, 0), SINK_OK);
	enum sink_status full = outfile_flush(&outfile);
	enum sink_status status = outfile_switch(&outfile);
	setrlimit(RLIMIT_FSIZE, &limit);
	assert_int_equal(full, SINK_FULL);
	assert_int_equal(status, SINK_OK);
	assert_int_equal(outfile_waiting(&outfile), 0);
	assert_int_equal(outfile.size, 4);
	expect_file("log", "0123456789");
	expect_file("log.1", "abcd");
	outfile_close(&outfile);
	assert_false(outfile.incomplete);
}

/* One that is broken takes nothing any more; the next one does. */
static void broken(void **state)
{
	size_t by_owner[3] = {0};
	struct outfile outfile;

	(void)state;
	open_in(&outfile, "broken", &plain, 0, 0);
	close(outfile.sink.fd);
	outfile.sink.fd = open("log", O_RDONLY); /* EBADF */
	assert_int_equal(outfile_put(&outfile, "lost", 4, 1), SINK_OK);
	assert_int_equal(outfile_flush(&outfile), SINK_BROKEN);
	assert_int_equal(outfile.error, EBADF);
	outfile_drop(&outfile, note_dropped, by_owner);
	assert_int_equal(by_owner[1], 4);
	assert_int_equal(outfile_put(&outfile, "lost", 4, 1), SINK_BROKEN);
	assert_int_equal(outfile_flush(&outfile), SINK_BROKEN);
	assert_int_equal(outfile_switch(&outfile), SINK_OK);
	say(&outfile, "here");
	expect_file("log.1", "here");
	outfile_close(&outfile);
	assert_false(outfile.incomplete);
}

/* The next file begins between two messages, and what waits belongs to the old one. */
static void switched_while_slow(void **state)
{
	struct outfile outfile;
	char got[4096] = "";

	(void)state;
	assert_int_equal(chdir(folder), 0);
	assert_int_equal(mkdir("slow", 0700), 0);
	assert_int_equal(mkfifo("slow/log", 0600), 0);
	int reader = open("slow/log", O_RDONLY | O_NONBLOCK);
	open_in(&outfile, "slow", &plain, 0, 0);
	while (outfile_flush(&outfile) == SINK_OK)
		assert_int_equal(outfile_put(&outfile, got, sizeof(got), 0), SINK_OK);
	assert_int_equal(rename("log", "old"), 0);
	assert_int_equal(outfile_switch(&outfile), SINK_BLOCKED);
	assert_int_equal(outfile_put(&outfile, "new", 3, 0), SINK_BLOCKED);
	assert_int_equal(access("log", F_OK), -1);
	while (read(reader, got, sizeof(got)) > 0)
		assert_null(memchr(got, 'n', sizeof(got)));
	say(&outfile, "new");
	expect_file("log", "new");
	close(reader);
	outfile_close(&outfile);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(switched_once),
		cmocka_unit_test(renamed_by_others),
		cmocka_unit_test(numbers_that_are_taken),
		cmocka_unit_test(history),
		cmocka_unit_test(history_elsewhere),
		cmocka_unit_test(refused),
		cmocka_unit_test(refused_for_other_reasons),
		cmocka_unit_test(switched_while_full),
		cmocka_unit_test(broken),
		cmocka_unit_test(switched_while_slow),
	};

	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	if (!mkdtemp(folder) || chdir(folder) != 0)
		return 1;
	int failures = cmocka_run_group_tests_name("file_series", tests, NULL, NULL);
	char command[64];
	snprintf(command, sizeof(command), "rm -r %s", folder);
	return system(command) ? 1 : failures;
}
