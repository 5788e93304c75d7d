/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file and its compressed form: what there is after each way in which compressing can end. */
#include <limits.h>
#include <pthread.h>
#include <sched.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <zstd.h>

#include "relay/archive.h"
#include "relay/compress.h"
#include "tests/unit/outputs.h"

static struct compressing compressing = COMPRESSING_NONE;

static void begin(const char *own)
{
	assert_int_equal(chdir(folder) | mkdir(own, 0700) | chdir(own), 0);
	compressing.stop = compressing.pause = false;
}

static void expect_packed(const char *name, const char *expected)
{
	char packed[4096], content[4096] = "";
	int fd = open(name, O_RDONLY);
	ssize_t got = fd < 0 ? -1 : read(fd, packed, sizeof(packed));

	assert_true(got > 0);
	close(fd);
	size_t size = ZSTD_decompress(content, sizeof(content) - 1, packed, (size_t)got);
	assert_false(ZSTD_isError(size));
	assert_string_equal(content, expected);
}

static void takes_the_place(void **state)
{
	const struct timespec times[] = {{1000, 5}, {2000, 7}};
	struct stat st;

	(void)state;
	begin("place");
	make_file("log.1", "what was printed");
	assert_int_equal(chmod("log.1", 0640) | utimensat(AT_FDCWD, "log.1", times, 0), 0);
	assert_int_equal(compress_file("log.1", &compressing), 0);
	assert_int_equal(size_of("log.1"), -1);
	expect_packed("log.1.zst", "what was printed");
	assert_int_equal(stat("log.1.zst", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
	assert_true(st.st_mtim.tv_sec == 2000 && st.st_mtim.tv_nsec == 7);
	assert_int_equal(size_of("log.1.zst.part"), -1);
	/* Once more there is nothing to do. */
	assert_int_equal(compress_file("log.1", &compressing), 0);
}

static void what_is_left_alone(void **state)
{
	(void)state;
	begin("alone");
	make_file("empty", "");
	make_file("real", "x");
	assert_int_equal(symlink("real", "link") | mkdir("folder", 0700) | mkfifo("fifo", 0600), 0);
	assert_int_equal(compress_file("empty", &compressing), 0);
	assert_int_equal(compress_file("folder", &compressing), 0);
	assert_int_equal(compress_file("fifo", &compressing), 0);
	assert_int_equal(compress_file("link", &compressing), -ELOOP);
	assert_int_equal(size_of("empty"), 0);
	assert_int_equal(size_of("empty.zst"), -1);
	expect_file("real", "x");
}

static void stopped(void **state)
{
	(void)state;
	begin("stopped");
	make_file("log.1", "x");
	compressing.stop = true;
	assert_int_equal(compress_file("log.1", &compressing), -ECANCELED);
	expect_file("log.1", "x");
	assert_int_equal(size_of("log.1.zst"), -1);
	assert_int_equal(size_of("log.1.zst.part"), -1);
}

static void *compress_large(void *rc)
{
	*(int *)rc = compress_file("large", &compressing);
	return NULL;
}

/* Starts compressing what takes a while, and waits until half a file is there, and known. */
static pthread_t begin_large(int *rc)
{
	pthread_t thread;

	make_file("large", "");
	assert_int_equal(truncate("large", (off_t)1 << 36), 0);
	assert_int_equal(pthread_create(&thread, NULL, compress_large, rc), 0);
	while (size_of("large.zst.part") <= 0)
		sched_yield();
	return thread;
}

static void stopped_half_way(void **state)
{
	int rc;

	(void)state;
	begin("half");
	pthread_t thread = begin_large(&rc);
	compressing.stop = true;
	pthread_join(thread, NULL);
	assert_int_equal(rc, -ECANCELED);
	assert_int_equal(size_of("large.zst.part"), -1);
}

/* A part is gone on with, on another thread, or given up. */
static void paused(void **state)
{
	int rc;

	(void)state;
	begin("paused");
	make_file("small", "x");
	compressing.pause = true;
	assert_int_equal(compress_file("small", &compressing), -ERESTART);
	assert_int_equal(size_of("small.zst.part"), -1);
	assert_null(compressing.begun);
	compressing.pause = false;
	pthread_t thread = begin_large(&rc);
	compressing.pause = true;
	pthread_join(thread, NULL);
	assert_int_equal(rc, -ERESTART);
	assert_true(size_of("large.zst.part") > 0);
	/* It is the same file still: its end comes nearer. */
	assert_int_equal(truncate("large", (off_t)1 << 20), 0);
	compressing.pause = false;
	assert_int_equal(compress_file("large", &compressing), -EIO);
	assert_int_equal(size_of("large.zst.part"), -1);
	assert_null(compressing.begun);
	thread = begin_large(&rc);
	compressing.pause = true;
	pthread_join(thread, NULL);
	compressing.stop = true;
	assert_int_equal(compress_file("large", &compressing), -ECANCELED);
	assert_int_equal(size_of("large.zst.part"), -1);
}

static void abandoned(void **state)
{
	int rc;

	(void)state;
	begin("abandoned");
	pthread_t thread = begin_large(&rc);
	compress_abandon(&compressing);
	assert_int_equal(size_of("large.zst.part"), -1);
	/* There is none to remove then, neither at its end nor later, whatever has its name. */
	make_file("large.zst.part", "another's");
	compressing.stop = true;
	pthread_join(thread, NULL);
	assert_int_equal(rc, -ECANCELED);
	expect_file("large.zst.part", "another's");
	compress_abandon(&compressing);
	expect_file("large.zst.part", "another's");
	assert_int_equal(size_of("large"), (off_t)1 << 36);
}

/* As where what compresses has no processor at the moment that it makes the file. */
static void *make_slowly(void *locked)
{
	pthread_mutex_lock(&compressing.lock);
	pthread_barrier_wait(locked);
	usleep(20000);
	make_file("slow.zst.part", "");
	compressing.part = "slow.zst.part";
	pthread_mutex_unlock(&compressing.lock);
	return NULL;
}

static void abandoned_in_the_making(void **state)
{
	pthread_barrier_t locked;
	pthread_t thread;

	(void)state;
	begin("making");
	pthread_barrier_init(&locked, NULL, 2);
	assert_int_equal(pthread_create(&thread, NULL, make_slowly, &locked), 0);
	pthread_barrier_wait(&locked);
	compress_abandon(&compressing);
	assert_int_equal(size_of("slow.zst.part"), -1);
	pthread_join(thread, NULL);
	assert_int_equal(size_of("slow.zst.part"), -1);
	pthread_barrier_destroy(&locked);
	compressing.part = NULL;
}

/* Of a run that was killed: a part, and a whole one whose file was not removed yet. */
static void taken_up(void **state)
{
	(void)state;
	begin("up");
	make_file("log.1", "one");
	make_file("log.1.zst.part", "half of it");
	assert_int_equal(compress_file("log.1", &compressing), 0);
	expect_packed("log.1.zst", "one");
	make_file("log.2", "two");
	assert_int_equal(compress_file("log.2", &compressing), 0);
	struct stat st;
	assert_int_equal(stat("log.2.zst", &st), 0);
	make_file("log.2", "two");
	const struct timespec times[] = {st.st_atim, st.st_mtim};
	assert_int_equal(utimensat(AT_FDCWD, "log.2", times, 0), 0);
	assert_int_equal(compress_file("log.2", &compressing), 0);
	assert_int_equal(size_of("log.2"), -1);
	expect_packed("log.2.zst", "two");
}

/* What someone else has there, or is at, stays, as does the file: also where both are of the same
 * time. */
static void of_others(void **state)
{
	const struct timespec times[] = {{1000, 5}, {2000, 7}};

	(void)state;
	begin("others");
	make_file("log.1", "one");
	make_file("log.1.zst", "another's");
	assert_int_equal(utimensat(AT_FDCWD, "log.1", times, 0), 0);
	assert_int_equal(utimensat(AT_FDCWD, "log.1.zst", times, 0), 0);
	assert_int_equal(compress_file("log.1", &compressing), -EEXIST);
	expect_file("log.1", "one");
	expect_file("log.1.zst", "another's");
	assert_int_equal(size_of("log.1.zst.part"), -1);
	/* Compressed, too, and as long. */
	make_file("log.3", "ten");
	assert_int_equal(utimensat(AT_FDCWD, "log.3", times, 0), 0);
	assert_int_equal(compress_file("log.3", &compressing), 0);
	make_file("log.3", "six");
	assert_int_equal(utimensat(AT_FDCWD, "log.3", times, 0), 0);
	assert_int_equal(compress_file("log.3", &compressing), -EEXIST);
	expect_file("log.3", "six");
	expect_packed("log.3.zst", "ten");
	make_file("log.2", "two");
	make_file("log.2.zst.part", "as it grows");
	int fd = open("log.2.zst.part", O_WRONLY);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	assert_int_equal(compress_file("log.2", &compressing), -EEXIST);
	expect_file("log.2.zst.part", "as it grows");
	expect_file("log.2", "two");
	close(fd);
}

/* Where there is no descriptor for it nothing is compressed, which is said. */
static void nothing_to_begin_with(void **state)
{
	struct rlimit before, none;

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	none = before;
	none.rlim_cur = 0;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	struct archive *archive = archive_make();
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
	assert_null(archive);
	assert_int_equal(
		reports("WARNING: Couldn't begin to compress files: Too many open files."), 1);
}

static void a_name_too_long(void **state)
{
	char name[PATH_MAX];

	(void)state;
	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	assert_int_equal(compress_file(name, &compressing), -ENAMETOOLONG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_to_begin_with),
		cmocka_unit_test(a_name_too_long),
		cmocka_unit_test(takes_the_place),
		cmocka_unit_test(what_is_left_alone),
		cmocka_unit_test(stopped),
		cmocka_unit_test(stopped_half_way),
		cmocka_unit_test(paused),
		cmocka_unit_test(abandoned),
		cmocka_unit_test(abandoned_in_the_making),
		cmocka_unit_test(taken_up),
		cmocka_unit_test(of_others),
	};

	return run_outputs("compress", tests);
}
