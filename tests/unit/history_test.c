/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is kept of the files of all outputs, and what goes: by number of files, and by bytes. */
#include <poll.h>
#include <sys/file.h>

#include "relay/history.h"
#include "tests/unit/outputs.h"

static struct history history;

/* A file of a letter, with the name that the letter and NUMBER make. */
static const char *make(char letter, int number, size_t size)
{
	static char name[8];
	FILE *file;

	snprintf(name, sizeof(name), "%c.%d", letter, number);
	file = fopen(name, "w");
	assert_non_null(file);
	for (size_t i = 0; i < size; i++)
		fputc(letter, file);
	fclose(file);
	return name;
}

static void found(char letter, int number, uint64_t bytes, int64_t age)
{
	const struct found_file file = {bytes, age, true};

	history_found(
		&history, (unsigned)(letter - 'a'), make(letter, number, (size_t)bytes), &file);
}

static void begun(char letter, int number)
{
	history_begun(&history, (unsigned)(letter - 'a'), make(letter, number, 0));
}

static void grown(char letter, uint64_t bytes)
{
	history_grown(&history, (unsigned)(letter - 'a'), bytes);
}

/* These are there, the oldest first, and no others of the files that are remembered. */
static void expect_kept(const char *names)
{
	char text[256] = "";

	for (const struct kept_file *file = history.oldest; file; file = file->next) {
		assert_int_equal(access(file->name, F_OK), 0);
		strcat(strcat(text, file->name), " ");
	}
	assert_string_equal(text, names);
}

static int begin(const char *own, unsigned files_max, uint64_t bytes_max)
{
	history_free(&history);
	history = (struct history){
		.lock = PTHREAD_MUTEX_INITIALIZER, .files_max = files_max, .bytes_max = bytes_max};
	return chdir(folder) || mkdir(own, 0700) || chdir(own);
}

static void number_of_files(void **state)
{
	(void)state;
	assert_int_equal(begin("number", 2, 0), 0);
	begun('a', 0);
	begun('b', 0);
	begun('a', 1);
	begun('a', 2);
	expect_kept("b.0 a.1 a.2 ");
	assert_int_equal(size_of("a.0"), -1);
	begun('b', 1);
	begun('b', 2);
	expect_kept("a.1 a.2 b.1 b.2 ");
	/* Those of others may be older. */
	begun('b', 3);
	expect_kept("a.1 a.2 b.2 b.3 ");
	history_free(&history);
}

static void number_of_bytes(void **state)
{
	(void)state;
	assert_int_equal(begin("bytes", 0, 100), 0);
	begun('a', 0);
	grown('a', 60);
	begun('b', 0);
	grown('b', 40); /* just as many as may be */
	expect_kept("a.0 b.0 ");
	grown('b', 41); /* but what is written to stays */
	expect_kept("a.0 b.0 ");
	begun('a', 1);
	grown('b', 42);
	expect_kept("b.0 a.1 ");
	assert_int_equal(history.bytes, 42);
	grown('a', 58);
	begun('b', 1);
	grown('a', 59);
	expect_kept("a.1 b.1 ");
	assert_int_equal(history.bytes, 59);
	/* One that shrinks (its waiting bytes were dropped, say) gives room back. */
	grown('a', 10);
	assert_int_equal(history.bytes, 10);
	history_free(&history);
}

/* Of earlier runs: each CPU's in their order, all of them by their times. */
static void of_earlier_runs(void **state)
{
	(void)state;
	assert_int_equal(begin("earlier", 0, 100), 0);
	found('a', 3, 30, 10);
	found('a', 4, 30, 5); /* the clock was set back */
	begun('a', 5);
	found('b', 3, 10, 10);
	found('b', 4, 10, 30);
	begun('b', 5);
	expect_kept("a.3 a.4 b.3 b.4 a.5 b.5 ");
	grown('a', 21);
	expect_kept("a.4 b.3 b.4 a.5 b.5 ");
	assert_int_equal(history.bytes, 71);
	grown('b', 60);
	expect_kept("b.4 a.5 b.5 ");
	assert_int_equal(history.bytes, 91);
	history_free(&history);
}

/* Where the last one was is no place to begin when that is gone, or another was begun since. */
static void found_later(void **state)
{
	(void)state;
	assert_int_equal(begin("later", 0, 50), 0);
	found('a', 3, 30, 10);
	begun('b', 0);
	found('b', 1, 5, 20);
	expect_kept("a.3 b.0 b.1 ");
	found('a', 4, 5, 5);
	found('a', 5, 5, 30);
	expect_kept("a.3 a.4 a.5 b.0 b.1 ");
	grown('b', 50); /* makes all go but b.0 */
	expect_kept("b.0 ");
	grown('b', 40); /* who else empties it; none is to go now */
	found('a', 6, 5, 10);
	expect_kept("a.6 b.0 ");
	begun('a', 7);
	found('a', 8, 5, 50);
	expect_kept("a.6 b.0 a.7 a.8 ");
	history_free(&history);
}

/* There may be very many: what is compressed stays as large, and is not looked at again. */
static void of_earlier_runs_compressed(void **state)
{
	static const struct found_file sixty = {60, 1, false}, thirty = {30, 2, false};

	(void)state;
	assert_int_equal(begin("compressed", 0, 100), 0);
	history.archive = archive_make();
	assert_non_null(history.archive);
	assert_int_equal(rename(make('a', 0, 60), "a.0.zst"), 0);
	history_found(&history, 0, "a.0", &sixty);
	assert_int_equal(rename(make('a', 1, 500), "a.1.zst"), 0);
	history_found(&history, 0, "a.1", &thirty);
	begun('a', 2);
	grown('a', 20);
	assert_int_equal(history.bytes, 50);
	assert_int_equal(access("a.0.zst", F_OK), -1);
	assert_int_equal(access("a.1.zst", F_OK), 0);
	archive_free(history.archive);
	history_free(&history);
}

/* Found before it was claimed, as who made it was about to: it is not compressed, and not removed,
 * but none of ours any more. */
static void claimed_since(void **state)
{
	(void)state;
	assert_int_equal(begin("claimed", 1, 0), 0);
	history.archive = archive_make();
	assert_non_null(history.archive);
	int fd = open(make('a', 0, 10), O_RDONLY);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	found('a', 0, 10, 1);
	found('a', 1, 10, 2);
	struct pollfd packed = {.fd = archive_finish(history.archive), .events = POLLIN};
	assert_int_equal(poll(&packed, 1, -1), 1);
	assert_int_equal(size_of("a.0"), 10);
	assert_int_equal(size_of("a.1"), -1);
	begun('a', 2);
	expect_kept("a.2 ");
	assert_int_equal(size_of("a.0"), 10);
	assert_int_equal(size_of("a.1.zst"), -1);
	close(fd);
	archive_free(history.archive);
	history_free(&history);
}

static void what_is_gone_already(void **state)
{
	(void)state;
	assert_int_equal(begin("gone", 1, 0), 0);
	begun('a', 0);
	assert_int_equal(unlink("a.0"), 0);
	begun('a', 1);
	assert_int_equal(reports(""), 0);
	assert_int_equal(unlink("a.1") | mkdir("a.1", 0700), 0);
	begun('a', 2);
	assert_int_equal(
		reports("WARNING: Couldn't remove the old output file a.1: Is a directory"), 1);
	history_free(&history);
}

static void without_limits(void **state)
{
	(void)state;
	assert_int_equal(begin("without", 0, 0), 0);
	found('a', 0, 1, 1);
	begun('a', 1);
	grown('a', 1000);
	expect_kept("");
	assert_int_equal(access("a.0", F_OK), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(number_of_files),
		cmocka_unit_test(number_of_bytes),
		cmocka_unit_test(of_earlier_runs),
		cmocka_unit_test(found_later),
		cmocka_unit_test(of_earlier_runs_compressed),
		cmocka_unit_test(claimed_since),
		cmocka_unit_test(what_is_gone_already),
		cmocka_unit_test(without_limits),
	};

	return run_outputs("history", tests);
}
