/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of output files have at hand: a folder for each, what is in a file, what was
 * reported. */
#ifndef TESTS_UNIT_OUTPUTS_H
#define TESTS_UNIT_OUTPUTS_H

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
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/report.h"
#include "relay/outfile.h"

static char folder[] = "/tmp/outputs.XXXXXX";
static int said[2];

/* How many lines that begin with BEGINNING were reported since the last time; none other may have
 * been. */
static inline unsigned reports(const char *beginning)
{
	char text[2 * REPORT_LINE_MAX] = "", *line, *rest = text;
	unsigned count = 0;
	ssize_t got = read(said[0], text, sizeof(text) - 1);

	while (got > 0 && (line = strsep(&rest, "\n")) && *line) {
		assert_memory_equal(line, beginning, strlen(beginning));
		count++;
	}
	return count;
}

static inline off_t size_of(const char *name)
{
	struct stat st;

	return stat(name, &st) == 0 ? st.st_size : -1;
}

static inline unsigned open_descriptors(void)
{
	unsigned count = 0;

	for (int fd = 0; fd < 256; fd++)
		count += fcntl(fd, F_GETFD) >= 0;
	return count;
}

static inline void expect_file(const char *name, const char *expected)
{
	char content[256] = "";
	int fd = open(name, O_RDONLY);

	if (fd < 0)
		fail_msg("there is no %s", name);
	assert_true(read(fd, content, sizeof(content) - 1) >= 0);
	close(fd);
	assert_string_equal(content, expected);
}

static inline void make_file(const char *name, const char *content)
{
	FILE *file = fopen(name, "w");

	assert_non_null(file);
	fputs(content, file);
	fclose(file);
}

static inline void say(struct outfile *outfile, const char *text)
{
	assert_int_equal(outfile_put(outfile, text, strlen(text), 0), SINK_OK);
	assert_int_equal(outfile_flush(outfile), SINK_OK);
}

/* A history of which the last FILES_MAX files are kept. */
static inline struct history *kept(unsigned files_max)
{
	static struct history history = {.lock = PTHREAD_MUTEX_INITIALIZER};

	history_free(&history);
	history.files_max = files_max;
	return &history;
}

/* open_in FOLDER NAME: an output of a folder of its own, in which the test then is. */
static inline void open_in(struct outfile *outfile, const char *own,
	const struct outfile_naming *naming, uint64_t size_max, unsigned files_max)
{
	assert_int_equal(chdir(folder), 0);
	assert_true(mkdir(own, 0700) == 0 || errno == EEXIST || errno == EACCES);
	assert_int_equal(chdir(own), 0);
	assert_int_equal(outfile_open(outfile, naming, 0, size_max, kept(files_max)), 0);
}

static const struct outfile_naming plain = {"log", false, false, false},
				   limited = {"log", false, false, true};

/* Runs TESTS, called NAME, in a folder that is gone afterwards. Returns main()'s status. */
#define run_outputs(name, tests)                                                                   \
	(begin_outputs() ? 1 : end_outputs(cmocka_run_group_tests_name(name, tests, NULL, NULL)))

static inline int begin_outputs(void)
{
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	if (pipe2(said, O_NONBLOCK) != 0 || !mkdtemp(folder) || chdir(folder) != 0)
		return -1;
	report_to_descriptor(said[1]);
	return 0;
}

static inline int end_outputs(int failures)
{
	char command[64];

	snprintf(command, sizeof(command), "rm -r %s", folder);
	return system(command) ? 1 : failures;
}

#endif
