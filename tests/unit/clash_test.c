/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which names, and which files, statistics can't have beside an output. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/report.h"
#include "stapio/clash.h"

static void names(void **state)
{
	static const char *const taken[] = {"out", "out.0", "out.17", "out_0", "out_cpu3",
		"out_cpu3.12", "out.1.zst", "out_cpu3.1.zst.part"};
	static const char *const free[] = {"ou", "out.", "out.json", "outs", "out_", "out_cpu",
		"out_x", "out.1x", "out.1.gz", "out.zst", "other", "", "out.1.2", "out_cpu3x"};

	(void)state;
	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
		assert_true(clash_of_names(taken[i], "out"));
	for (size_t i = 0; i < sizeof(free) / sizeof(free[0]); i++)
		assert_false(clash_of_names(free[i], "out"));
}

/* A folder with the files out, other and linked, which is out, too, a FIFO, and a link to the
 * folder. */
static char folder[] = "/tmp/clash.XXXXXX";

static int make_folder(void **state)
{
	(void)state;
	report_to_descriptor(open("/dev/null", O_WRONLY | O_CLOEXEC));
	return !mkdtemp(folder) || chdir(folder) || close(creat("out", 0600)) ||
	       close(creat("other", 0600)) || link("out", "linked") || mkfifo("fifo", 0600) ||
	       mkdir("elsewhere", 0700) || symlink(".", "here");
}

static int remove_folder(void **state)
{
	static const char *const files[] = {"out", "other", "linked", "fifo", "here"};

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		unlink(files[i]);
	return rmdir("elsewhere") || rmdir(folder);
}

/* Whether statistics in STATS clash with an output to OUTPUT. */
static bool clashes(const char *stats, const char *output)
{
	return clash(&(struct options){.stats = stats, .output = output});
}

static void files(void **state)
{
	char absolute[64];

	(void)state;
	snprintf(absolute, sizeof(absolute), "%s/out", folder);
	assert_true(clashes("out", "out"));
	assert_true(clashes("linked", "out"));
	assert_true(clashes("linked", "./out"));
	assert_true(clashes(absolute, "out"));
	assert_true(clashes("new", "new")); /* neither is there yet */
	assert_true(clashes("new.1", "new"));
	assert_true(clashes("./new.1", "here/new"));
	assert_true(clashes("here/new.1", "./new"));
	assert_false(clashes("other", "out"));
	assert_false(clashes("out.json", "out"));
	assert_false(clashes("elsewhere/new", "new"));
	assert_false(clashes("new", "elsewhere/new"));
	assert_false(clashes("nowhere/new", "nowhere/new")); /* it can't be made */
	assert_false(clashes("fifo", "fifo"));
	assert_false(clashes("out", NULL));
	assert_false(clashes(NULL, "out"));
}

/* Whatever the module is: one of bulk mode has files of its own when no one names one. */
static void files_without_a_name(void **state)
{
	(void)state;
	assert_true(clashes("stpd_cpu0", NULL));
	assert_true(clashes("here/stpd_cpu17.2.zst", NULL));
	assert_false(clashes("stpd_cpu0", "out"));
	assert_false(clashes("stpd.json", NULL));
	assert_false(clashes("elsewhere/stpd_cpu0", NULL));
}

/* STREAM, a standard one, is the file out. */
static void expect_stream_in_the_way(int stream)
{
	int before = fcntl(stream, F_DUPFD_CLOEXEC, 3);
	int file = open("linked", O_WRONLY | O_CLOEXEC);

	dup2(file, stream);
	bool named = clashes("out", NULL), beside = clashes("out", "other"),
	     other = clashes("other", NULL);
	dup2(before, stream);
	close(before);
	close(file);
	assert_true(named);
	assert_true(beside);
	assert_false(other);
}

static void standard_streams(void **state)
{
	(void)state;
	expect_stream_in_the_way(STDOUT_FILENO);
	expect_stream_in_the_way(STDERR_FILENO);
}

/* What is a descriptor has the name of what it is. */
static void descriptors(void **state)
{
	struct options options = {.stats = "out", .output = "anything"};

	(void)state;
	options.output_descriptor = open("linked", O_WRONLY | O_CLOEXEC);
	assert_true(options.output_descriptor > 0);
	assert_true(clash(&options));
	options.stats = "anything.1"; /* none is beside it */
	assert_false(clash(&options));
	options.stats = "out";
	options.stats_descriptor = options.output_descriptor;
	assert_false(clash(&options));
	close(options.output_descriptor);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(files),
		cmocka_unit_test(files_without_a_name),
		cmocka_unit_test(standard_streams),
		cmocka_unit_test(descriptors),
	};

	return cmocka_run_group_tests_name("clash", tests, make_folder, remove_folder);
}
