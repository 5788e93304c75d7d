/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which output file is next, what earlier runs and others left there, and what is removed. */
#include <sys/file.h>
#include <sys/fsuid.h>
#include <sys/syscall.h>

#include "tests/unit/outputs.h"

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
	/* Behind that, numbers begin anew. */
	assert_int_equal(unlink("log.1"), 0);
	assert_int_equal(outfile_switch(&outfile), SINK_OK);
	say(&outfile, "seven");
	expect_file("log.1", "seven");
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

/* A number is taken, too, where only the compressed form of its file is left. */
static void numbers_of_compressed_files(void **state)
{
	struct outfile outfile;

	(void)state;
	open_in(&outfile, "packed", &plain, 0, 0);
	make_file("log.1.zst", "someone's");
	make_file("log.2.gz", "another's");
	assert_int_equal(outfile_switch(&outfile), SINK_OK);
	say(&outfile, "a");
	expect_file("log.2", "a");
	outfile_close(&outfile);
	/* With a limit, also one that came while it ran. */
	open_in(&outfile, "packed", &limited, 10, 2);
	assert_int_equal(size_of("log.3"), 0);
	make_file("log.4.zst", "another run's");
	say(&outfile, "eight by");
	say(&outfile, "tes more");
	expect_file("log.5", "tes more");
	expect_file("log.4.zst", "another run's");
	assert_int_equal(size_of("log.1.zst"), -1);
	assert_int_equal(size_of("log.2"), -1);
	expect_file("log.2.gz", "another's");
	outfile_close(&outfile);
}

/* A run with a limit goes on behind what earlier ones left, and that counts as kept. */
static void history(void **state)
{
	unsigned before = open_descriptors();
	struct outfile outfile;

	(void)state;
	open_in(&outfile, "history", &limited, 10, 3);
	assert_int_equal(open_descriptors(), before + 1);
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

/* Who writes a file has it locked; who has a look at it, as another session that begins, too, but
 * for itself. */
static void history_that_others_have(void **state)
{
	struct outfile outfile;

	(void)state;
	open_in(&outfile, "others", &limited, 10, 0);
	outfile_close(&outfile);
	int fd = open("log.0", O_RDONLY);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	open_in(&outfile, "others", &limited, 10, 1);
	outfile_close(&outfile);
	assert_int_equal(size_of("log.0"), 0);
	assert_int_equal(flock(fd, LOCK_SH), 0);
	open_in(&outfile, "others", &limited, 10, 1);
	outfile_close(&outfile);
	assert_int_equal(size_of("log.0"), -1);
	assert_int_equal(size_of("log.2"), 0);
	close(fd);
}

/* What another session does when a file is there, and not claimed yet. */
static enum { NOTHING, LOOKS, REMOVES, LOCKS_ALL } other;
static int others_look = -1;

int its_flock(int fd, int how) __asm__("flock");

int its_flock(int fd, int how)
{
	char link[32], name[PATH_MAX] = "";

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	if (other != NOTHING && how == (LOCK_EX | LOCK_NB) &&
		readlink(link, name, sizeof(name) - 1) > 0) {
		if (other == REMOVES)
			unlink(name);
		else
			others_look = open(name, O_RDONLY);
		if (other != REMOVES)
			syscall(SYS_flock, others_look, LOCK_SH);
		if (other != LOCKS_ALL)
			other = NOTHING;
	}
	return (int)syscall(SYS_flock, fd, how);
}

/* Has another session do that as log.1 is made, and writes the next message. */
static void write_while_another(struct outfile *outfile, const char *own)
{
	__typeof__(other) does = other;

	other = NOTHING;
	open_in(outfile, own, &limited, 10, 0);
	other = does;
	assert_int_equal(outfile_switch(outfile), SINK_OK);
	other = NOTHING;
	say(outfile, "message");
}

/* A file that another session takes for what an earlier run left is not written to. */
static void claim_that_fails(void **state)
{
	unsigned before = open_descriptors();
	struct outfile outfile;
	int fd;

	(void)state;
	other = LOOKS;
	write_while_another(&outfile, "looks");
	close(others_look);
	expect_file("log.1", "");
	expect_file("log.2", "message");
	fd = open("log.2", O_RDONLY);
	assert_int_equal(flock(fd, LOCK_SH | LOCK_NB), -1); /* now others see it */
	close(fd);
	outfile_close(&outfile);
	other = REMOVES;
	write_while_another(&outfile, "removes");
	assert_int_equal(size_of("log.1"), -1);
	expect_file("log.2", "message");
	outfile_close(&outfile);
	assert_int_equal(open_descriptors(), before);
	/* Who locks whatever there is makes us make no end of files. */
	other = LOCKS_ALL;
	write_while_another(&outfile, "locks");
	expect_file("log.8", "message");
	assert_int_equal(size_of("log.9"), -1);
	outfile_close(&outfile);
}

/* The very first file has a number, too, and is the oldest. */
static void history_of_one(void **state)
{
	struct outfile outfile;

	(void)state;
	for (int run = 0; run < 3; run++) {
		char name[16];

		open_in(&outfile, "of-one", &limited, 10, 1);
		say(&outfile, "run");
		outfile_close(&outfile);
		for (int i = 0; i < 4; i++) {
			snprintf(name, sizeof(name), "log.%d", i);
			assert_int_equal(size_of(name), i == run ? 3 : -1);
		}
	}
	assert_int_equal(reports(""), 0);
}

/* What should be removed and can't be is told; what is gone already is gone. */
static void old_files_that_cannot_be_removed(void **state)
{
	struct outfile outfile;

	(void)state;
	open_in(&outfile, "stuck", &limited, 10, 1);
	assert_int_equal(unlink("log.0"), 0);
	assert_int_equal(outfile_switch(&outfile), SINK_OK);
	assert_int_equal(reports(""), 0);
	assert_int_equal(unlink("log.1"), 0);
	assert_int_equal(mkdir("log.1", 0700), 0);
	assert_int_equal(outfile_switch(&outfile), SINK_OK);
	assert_int_equal(
		reports("WARNING: Couldn't remove the old output file log.1: Is a directory"), 1);
	assert_int_equal(outfile_switch(&outfile), SINK_OK);
	assert_int_equal(size_of("log.2"), -1);
	assert_int_equal(size_of("log.3"), 0);
	outfile_close(&outfile);
}

/* A folder that may be written to and not read: numbers are found as files are made. */
static void folder_that_cannot_be_read(void **state)
{
	struct outfile outfile;
	uid_t own = geteuid();

	(void)state;
	assert_int_equal(chdir(folder), 0);
	assert_int_equal(chmod(".", 0711), 0);
	assert_int_equal(mkdir("dark", 0700), 0);
	make_file("dark/log.1", "earlier");
	assert_int_equal(chmod("dark", 0300), 0);
	if (own == 0) {
		assert_int_equal(chown("dark", 65534, 65534), 0);
		setfsuid(65534);
	}
	open_in(&outfile, "dark", &limited, 10, 1);
	say(&outfile, "here");
	setfsuid(own);
	assert_int_equal(reports("WARNING: Couldn't look for earlier output files in .: "), 1);
	assert_int_equal(size_of("log.0"), 4);
	assert_int_equal(size_of("log.1"), 7);
	outfile_close(&outfile);
	assert_int_equal(chmod(".", 0700), 0);
}

/* A name that is too long is told with its beginning, and is no name. */
static void long_name(void **state)
{
	static char name[PATH_MAX + 10];
	struct outfile_naming naming = {name, false, false, true};
	struct outfile outfile;

	(void)state;
	assert_int_equal(chdir(folder), 0);
	memset(name, 'x', sizeof(name) - 1);
	assert_int_equal(outfile_open(&outfile, &naming, 0, 10, kept(1)), -ENAMETOOLONG);
	assert_int_equal(reports("ERROR: Couldn't open output file xxxx"), 1);
	outfile_close(&outfile);
}

/* A name that means a descriptor of ours is none of a file. */
static void name_of_a_descriptor(void **state)
{
	static const struct outfile_naming naming = {"/proc/self/fd/1", false, false, false};
	struct outfile outfile;

	(void)state;
	assert_int_equal(outfile_open(&outfile, &naming, 0, 0, kept(0)), -EBADF);
	assert_int_equal(reports("ERROR: Couldn't open output file /proc/self/fd/1: Bad file "), 1);
	outfile_close(&outfile);
	/* It became one since. */
	open_in(&outfile, "became", &plain, 0, 0);
	assert_int_equal(unlink("log"), 0);
	assert_int_equal(symlink("/dev/fd/1", "log"), 0);
	assert_int_equal(outfile_switch(&outfile), SINK_OK);
	assert_true(outfile_overdue(&outfile));
	assert_int_equal(reports("WARNING: Couldn't open the next output file log: Bad file "), 1);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(renamed_by_others),
		cmocka_unit_test(numbers_that_are_taken),
		cmocka_unit_test(numbers_of_compressed_files),
		cmocka_unit_test(history),
		cmocka_unit_test(history_that_others_have),
		cmocka_unit_test(claim_that_fails),
		cmocka_unit_test(history_of_one),
		cmocka_unit_test(old_files_that_cannot_be_removed),
		cmocka_unit_test(folder_that_cannot_be_read),
		cmocka_unit_test(long_name),
		cmocka_unit_test(name_of_a_descriptor),
		cmocka_unit_test(history_elsewhere),
	};

	return run_outputs("file_series", tests);
}
