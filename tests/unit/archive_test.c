/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who compresses, and when: one that steps back for as long as files may come, and then one that
 * does not. */
#include <dirent.h>
#include <poll.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/file.h>

#include "relay/archive.h"
#include "tests/unit/outputs.h"

static struct archive *archive;
static int before; /* threads of the test itself that do */

/* How many threads run when no one else wants to? */
static int stepped_back(void)
{
	DIR *tasks = opendir("/proc/self/task");
	const struct dirent *task;
	int count = 0;

	assert_non_null(tasks);
	while ((task = readdir(tasks)))
		if (task->d_name[0] != '.')
			count += sched_getscheduler(atoi(task->d_name)) == SCHED_IDLE;
	closedir(tasks);
	return count;
}

static void begin(const char *own)
{
	assert_int_equal(chdir(folder) | mkdir(own, 0700) | chdir(own), 0);
	archive = archive_make();
	assert_non_null(archive);
}

static void put(const char *name, off_t size)
{
	make_file(name, "");
	assert_int_equal(truncate(name, size), 0);
	archive_put(archive, name, false);
}

static void await_all(int event)
{
	struct pollfd all = {.fd = event, .events = POLLIN};

	assert_int_equal(poll(&all, 1, -1), 1);
}

static void one_after_the_other(void **state)
{
	(void)state;
	begin("order");
	put("a", 100);
	put("b", 100);
	while (size_of("b.zst") <= 0)
		sched_yield();
	assert_int_equal(size_of("a"), -1);
	put("c", 100);
	await_all(archive_finish(archive));
	assert_int_equal(size_of("c"), -1);
	assert_true(size_of("c.zst") > 0);
	archive_free(archive);
}

static void without_files(void **state)
{
	(void)state;
	begin("none");
	assert_int_equal(archive_finish(archive), -1);
	archive_free(archive);
}

static void taken_over(void **state)
{
	(void)state;
	begin("over");
	make_file("large", "");
	assert_int_equal(truncate("large", (off_t)1 << 36), 0);
	archive_put(archive, "large", true);
	put("small", 100);
	while (size_of("large.zst.part") <= 0)
		sched_yield();
	while (stepped_back() != before + 1) /* one of an earlier test may not be gone */
		sched_yield();
	int event = archive_finish(archive);
	while (stepped_back() > before || size_of("small.zst") <= 0)
		sched_yield();
	off_t size = size_of("large.zst.part");
	while (size_of("large.zst.part") <= size)
		sched_yield();
	/* It is claimed still, for who found it. */
	int fd = open("large", O_RDONLY);
	assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), -1);
	close(fd);
	/* Short of the size that it was to have it is not compressed. */
	assert_int_equal(truncate("large", 1), 0);
	await_all(event);
	assert_int_equal(
		reports("WARNING: Couldn't compress large: Input/output error. It stays as it is."),
		1);
	assert_int_equal(size_of("large"), 1);
	assert_int_equal(size_of("large.zst.part"), -1);
	assert_true(size_of("small.zst") > 0);
	archive_free(archive);
}

static void given_up(void **state)
{
	begin(*state ? "up-at-the-end" : "up");
	put("large", (off_t)1 << 36);
	put("small", 100);
	while (size_of("large.zst.part") <= 0)
		sched_yield();
	if (*state)
		archive_finish(archive);
	archive_free(archive);
	assert_int_equal(size_of("large"), (off_t)1 << 36);
	assert_int_equal(size_of("large.zst.part"), -1);
	if (*state) /* who hurries may have been at it already */
		return;
	assert_int_equal(size_of("small"), 100);
	assert_int_equal(size_of("small.zst"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_after_the_other),
		cmocka_unit_test(without_files),
		cmocka_unit_test(taken_over),
		cmocka_unit_test(given_up),
		cmocka_unit_test_prestate(given_up, &archive),
	};

	before = stepped_back();
	return run_outputs("archive", tests);
}
