/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What no kernel since 5.18 lets a caller try any more: a program that is started without
 * arguments. Which descriptors of the caller's stay. And what is said where the keeper may go
 * first when memory is short.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/compat.h"
#include "staprun/environment.h"

/* In a process of its own, which it changes for good. */
static int begin(int argc)
{
	struct inherited inherited;
	int status;
	pid_t child = fork();

	if (child == 0)
		_exit(environment_begin(&inherited, argc, (char *[]){(char *)"", NULL}) ? 1 : 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void no_arguments(void **state)
{
	(void)state;
	assert_int_equal(begin(0), 1);
	assert_int_equal(begin(1), 0);
}

static unsigned file_system; /* that there is; 0: who serves it does not say */

int its_fstatfs(int fd, struct statfs *where) __asm__("fstatfs");
int its_fstatfs64(int fd, struct statfs *where) __asm__("fstatfs64");

int its_fstatfs(int fd, struct statfs *where)
{
	(void)fd;
	*where = (struct statfs){.f_type = (__typeof__(where->f_type))file_system};
	return file_system ? 0 : -1;
}

int its_fstatfs64(int fd, struct statfs *where)
{
	return its_fstatfs(fd, where);
}

static bool is_null(int fd)
{
	struct stat it, null;

	return !fstat(fd, &it) && !stat("/dev/null", &null) && it.st_rdev == null.st_rdev &&
	       it.st_ino == null.st_ino;
}

/*
 * In a process of its own, with ERROR as standard error and room for ROOM descriptors (0: for
 * many), what is left: 0, or 1 where standard error is another's, or more, which is wrong.
 */
static int close_descriptors(int error, rlim_t room)
{
	const struct rlimit limit = {room, room};
	int ends[2], status;
	pid_t child = fork();

	if (child == 0) {
		struct stat was, is;

		if (dup2(error, STDERR_FILENO) < 0)
			_exit(2);
		compat_close_range(STDERR_FILENO + 1, ~0U);
		if (fstat(STDERR_FILENO, &was) ||
			socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) ||
			(room && setrlimit(RLIMIT_NOFILE, &limit)))
			_exit(3);
		if (environment_close_descriptors(ends[1]) != STDERR_FILENO + 1)
			_exit(4);
		if (!is_null(STDIN_FILENO) || !is_null(STDOUT_FILENO) ||
			fcntl(STDERR_FILENO + 1, F_GETFD) < 0)
			_exit(5);
		for (int fd = STDERR_FILENO + 2; fd < 1024; fd++)
			if (fcntl(fd, F_GETFD) >= 0)
				_exit(6);
		if (fstat(STDERR_FILENO, &is))
			_exit(7);
		_exit(was.st_dev != is.st_dev || was.st_ino != is.st_ino
				? is_null(STDERR_FILENO) ? 1 : 8
				: 0);
	}
	close(error);
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int end_of(int ends[2])
{
	close(ends[0]);
	return ends[1];
}

/* What waits for no one to be closed stays standard error, and nothing else. */
static void keeps_what_does_not_hang(void **state)
{
	static const unsigned own[] = {EXT4_SUPER_MAGIC, 0x58465342 /* XFS */, BTRFS_SUPER_MAGIC,
		TMPFS_MAGIC, RAMFS_MAGIC},
			      others[] = {0x65735546 /* FUSE */, NFS_SUPER_MAGIC, SMB_SUPER_MAGIC,
				      V9FS_MAGIC, OVERLAYFS_SUPER_MAGIC /* on any of these */, 1,
				      0};
	int ends[2], roots = open("/etc/passwd", O_RDONLY);
	struct stat root, its;

	(void)state;
	file_system = NFS_SUPER_MAGIC; /* pipes and devices are none of its */
	assert_int_equal(close_descriptors(open("/dev/zero", O_RDWR), 0), 0);
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(close_descriptors(end_of(ends), 0), 0);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	assert_int_equal(close_descriptors(end_of(ends), 0), 0);
	/* One that lingers until its peer has all. */
	assert_int_equal(close_descriptors(socket(AF_INET, SOCK_STREAM, 0), 0), 1);
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
		file_system = own[i];
		assert_int_equal(close_descriptors(memfd_create("e", 0), 0), 0);
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		file_system = others[i];
		assert_int_equal(close_descriptors(memfd_create("e", 0), 0), 1);
	}
	/* What has the root is there for everyone. */
	file_system = OVERLAYFS_SUPER_MAGIC;
	assert_int_equal(stat("/", &root) || fstat(roots, &its), 0);
	assert_int_equal(close_descriptors(roots, 0), root.st_dev == its.st_dev ? 0 : 1);
}

/* Who has no room for one more than there are has the loader all the same. */
static void needs_no_more_room(void **state)
{
	(void)state;
	file_system = TMPFS_MAGIC;
	assert_int_equal(close_descriptors(open("/dev/zero", O_RDWR), STDERR_FILENO + 3), 0);
}

#define SCORE "/proc/self/oom_score_adj"

static int refusal; /* of the kernel's, to make the score 0; 0: none */

ssize_t its_write(int fd, const void *bytes, size_t size) __asm__("write");

ssize_t its_write(int fd, const void *bytes, size_t size)
{
	if (!refusal || size != 1 || *(const char *)bytes != '0')
		return syscall(SYS_write, fd, bytes, size);
	errno = refusal;
	return -1;
}

/* Isolates a process whose score was raised, where to lower it gives REFUSAL. Returns how many
 * bytes it said. */
static ssize_t said_where_raised(int with_refusal)
{
	char text[512];
	int ends[2], status;

	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		int score = open(SCORE, O_WRONLY);

		if (score < 0 || write(score, "500", 3) != 3 || dup2(ends[1], STDERR_FILENO) < 0)
			_exit(2);
		refusal = with_refusal;
		environment_isolate();
		refusal = 0;
		_exit(pread(open(SCORE, O_RDONLY), text, sizeof(text), 0) < 1 ||
			(text[0] == '0') != !with_refusal);
	}
	close(ends[1]);
	ssize_t said = read(ends[0], text, sizeof(text));
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	return said;
}

/* Where who started the machine's container raised it, there is nothing that a user can do. */
static void says_nothing_of_a_score_that_is_the_administrators(void **state)
{
	char own[16] = "";
	int score = open(SCORE, O_RDONLY);

	(void)state;
	assert_true(read(score, own, sizeof(own) - 1) > 0);
	close(score);
	if (atoi(own) > 0)
		skip(); /* who runs this is in such a container */
	assert_int_equal(said_where_raised(0), 0);
	assert_int_equal(said_where_raised(EACCES), 0);
	assert_true(said_where_raised(EIO) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(no_arguments),
		cmocka_unit_test(keeps_what_does_not_hang), cmocka_unit_test(needs_no_more_room),
		cmocka_unit_test(says_nothing_of_a_score_that_is_the_administrators)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
