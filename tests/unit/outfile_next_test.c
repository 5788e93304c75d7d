/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From one output file to the next: when it can't be had, and while the old one is full, broken or
 * slow. */
#include <sys/resource.h>

#include "tests/unit/outputs.h"

static void note_dropped(void *context, unsigned owner, size_t bytes)
{
	size_t *by_owner = context;

	by_owner[owner] += bytes;
}

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
					 has_limit ? 10 : 0, kept(0)),
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
		assert_int_equal(reports("WARNING: Couldn't open the next output file d/log"), 1);
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
		/* Should it happen again, it is told again. */
		assert_int_equal(rename("d", "f"), 0);
		assert_int_equal(outfile_switch(&outfile), SINK_OK);
		assert_true(outfile_overdue(&outfile));
		assert_int_equal(reports("WARNING: Couldn't open the next output file d/log"), 1);
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
	assert_int_equal(
		reports("WARNING: Couldn't open the next output file log.1: Too many "), 1);
	say(&outfile, "a");
	expect_file("log", "a");
	assert_int_equal(outfile_try_again(&outfile), SINK_OK);
	say(&outfile, "b");
	expect_file("log.1", "b");
	outfile_close(&outfile);
}

/* From here on, files grow to at most SIZE bytes. Returns what limit there was. */
static struct rlimit grow_to(rlim_t size)
{
	struct rlimit before, limit;

	getrlimit(RLIMIT_FSIZE, &before);
	limit = before;
	limit.rlim_cur = size;
	setrlimit(RLIMIT_FSIZE, &limit);
	return before;
}

/* What the old file has no room for goes into the next: waiting for room would never end. */
static void switched_while_full(void **state)
{
	struct outfile outfile;

	(void)state;
	open_in(&outfile, "while-full", &plain, 0, 0);
	struct rlimit limit = grow_to(10);
	assert_int_equal(outfile_put(&outfile, "0123456", 7, 0), SINK_OK);
	assert_int_equal(outfile_put(&outfile, "789abcd", 7, 0), SINK_OK);
	enum sink_status full = outfile_flush(&outfile);
	enum sink_status still = outfile_try_again(&outfile); /* no next file is due */
	enum sink_status status = outfile_switch(&outfile);
	setrlimit(RLIMIT_FSIZE, &limit);
	assert_int_equal(full, SINK_FULL);
	assert_int_equal(still, SINK_FULL);
	assert_int_equal(status, SINK_OK);
	assert_int_equal(reports("WARNING: Couldn't write to log: File too large. "), 1);
	assert_int_equal(outfile_waiting(&outfile), 0);
	assert_int_equal(outfile.size, 4);
	expect_file("log", "0123456789");
	expect_file("log.1", "abcd");
	outfile_close(&outfile);
	assert_false(outfile.incomplete);
}

/* Where the current file got nothing the next one would get nothing, either, unless someone asks
 * for it; and one that got something is done. */
static void no_room(void **state)
{
	struct outfile outfile;
	enum sink_status status[6];

	(void)state;
	open_in(&outfile, "no-room", &limited, 10, 0);
	struct rlimit before = grow_to(0);
	assert_int_equal(outfile_put(&outfile, "eight by", 8, 0), SINK_OK);
	status[0] = outfile_flush(&outfile);
	status[1] = outfile_put(&outfile, "tes", 3, 0);
	status[2] = outfile_try_again(&outfile);
	status[3] = outfile_turn(&outfile);
	int next = access("log.1", F_OK);
	status[4] = outfile_switch(&outfile);
	grow_to(4);
	status[5] = outfile_flush(&outfile);
	enum sink_status after = outfile_put(&outfile, "tes", 3, 0);
	setrlimit(RLIMIT_FSIZE, &before);
	assert_int_equal(next, -1);
	for (int i = 0; i < 6; i++)
		assert_int_equal(status[i], SINK_FULL);
	assert_int_equal(after, SINK_OK);
	assert_int_equal(outfile_flush(&outfile), SINK_OK);
	expect_file("log.0", "");
	expect_file("log.1", "eigh");
	expect_file("log.2", "t bytes");
	assert_int_equal(reports("WARNING: Couldn't write to log."), 3);
	outfile_close(&outfile);
}

/* When it is time: the file has to have something. */
static void no_room_in_time(void **state)
{
	const uint64_t long_ago = 1, years = (uint64_t)1 << 60;
	struct outfile outfile;

	(void)state;
	open_in(&outfile, "in-time", &limited, 0, 0);
	outfile_turn_each(&outfile, long_ago, years);
	assert_int_equal(outfile_turn(&outfile), SINK_OK);
	assert_int_equal(outfile_put(&outfile, "a", 1, 0), SINK_OK);
	struct rlimit before = grow_to(0);
	enum sink_status full = outfile_flush(&outfile);
	outfile_turn_each(&outfile, long_ago, years);
	enum sink_status still = outfile_turn(&outfile);
	setrlimit(RLIMIT_FSIZE, &before);
	assert_int_equal(full, SINK_FULL);
	assert_int_equal(still, SINK_FULL);
	assert_int_equal(outfile_turn(&outfile), SINK_OK);
	expect_file("log.0", "a");
	assert_int_equal(access("log.1", F_OK), -1);
	outfile_turn_each(&outfile, long_ago, years);
	assert_int_equal(outfile_turn(&outfile), SINK_OK);
	expect_file("log.1", "");
	assert_int_equal(reports("WARNING: Couldn't write to log."), 1);
	outfile_close(&outfile);
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
	assert_int_equal(reports("ERROR: Couldn't write to log: Bad file descriptor. "), 1);
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
		cmocka_unit_test(refused),
		cmocka_unit_test(refused_for_other_reasons),
		cmocka_unit_test(switched_while_full),
		cmocka_unit_test(no_room),
		cmocka_unit_test(no_room_in_time),
		cmocka_unit_test(broken),
		cmocka_unit_test(switched_while_slow),
	};

	return run_outputs("outfile_next", tests);
}
