/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a write can meet: slow and missing readers, each errno, terminals that hang up, closes that
 * fail. */
#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "relay/sink.h"

static char folder[] = "/tmp/sink_test.XXXXXX";

/* The C library's, but for one call that fails as a test has it. */
static int write_fails, close_fails;
static int closes;

ssize_t write(int fd, const void *data, size_t length)
{
	if (write_fails) {
		errno = write_fails > 0 ? write_fails : 0;
		int made_up = write_fails;
		write_fails = 0;
		return made_up > 0 ? -1 : 0;
	}
	return syscall(SYS_write, fd, data, length);
}

int close(int fd)
{
	int rc = (int)syscall(SYS_close, fd);

	closes++;
	if (!close_fails)
		return rc;
	errno = close_fails;
	close_fails = 0;
	return -1;
}

static enum sink_status put(struct sink *sink, const char *text, size_t *written, int *error)
{
	*error = -1;
	return sink_write(sink, text, strlen(text), written, error);
}

static void expect_put(struct sink *sink, const char *text)
{
	size_t written;
	int error;

	assert_int_equal(put(sink, text, &written, &error), SINK_OK);
	assert_int_equal(written, strlen(text));
}

static void expect_trouble(struct sink *sink, enum sink_status status, int error)
{
	size_t written = 7;
	int met;

	assert_int_equal(put(sink, "x", &written, &met), status);
	assert_int_equal(written, 0);
	assert_int_equal(met, error);
}

static void expect_content(const char *name, const char *expected)
{
	char content[256] = "";
	int fd = open(name, O_RDONLY);

	assert_true(read(fd, content, sizeof(content) - 1) >= 0);
	close(fd);
	assert_string_equal(content, expected);
}

static void meanings(void **state)
{
	static const int full[] = {0, ENOSPC, EDQUOT, EFBIG, ENOMEM, ENOBUFS},
			 closed[] = {EPIPE, ECONNRESET, ENOTCONN};

	(void)state;
	for (int error = 0; error < 134; error++) {
		enum sink_status expected = error == EAGAIN ? SINK_BLOCKED : SINK_BROKEN;

		for (size_t i = 0; i < sizeof(full) / sizeof(full[0]); i++)
			if (error == full[i])
				expected = SINK_FULL;
		for (size_t i = 0; i < sizeof(closed) / sizeof(closed[0]); i++)
			if (error == closed[i])
				expected = SINK_CLOSED;
		assert_int_equal(sink_meaning(error, false), expected);
		assert_int_equal(sink_meaning(error, true), error == EIO ? SINK_CLOSED : expected);
	}
	assert_false(sink_waits(SINK_OK));
	assert_true(sink_waits(SINK_BLOCKED));
	assert_true(sink_waits(SINK_UNREAD));
	assert_true(sink_waits(SINK_FULL));
	assert_false(sink_waits(SINK_BROKEN));
	assert_false(sink_waits(SINK_CLOSED));
}

static void starts(void **state)
{
	struct sink sink, other = {.fd = 77};

	(void)state;
	assert_int_equal(sink_open(&sink, "file", SINK_CREATE), 0);
	expect_put(&sink, "first");
	assert_int_equal(sink_close(&sink), 0);
	assert_int_equal(sink.fd, -1);
	assert_int_equal(sink_open(&other, "file", SINK_CREATE), -EEXIST);
	assert_int_equal(other.fd, 77);
	assert_int_equal(sink_open(&sink, "file", SINK_EXTEND), 0);
	expect_put(&sink, "second");
	expect_content("file", "firstsecond");
	/* Someone empties it (copytruncate): no hole. */
	assert_int_equal(truncate("file", 0), 0);
	expect_put(&sink, "third");
	expect_content("file", "third");
	sink_close(&sink);
	assert_int_equal(sink_open(&sink, "file", SINK_EMPTY), 0);
	assert_int_equal(fcntl(sink.fd, F_GETFD), FD_CLOEXEC);
	expect_put(&sink, "fourth");
	expect_content("file", "fourth");
	sink_close(&sink);
	assert_int_equal(symlink("nowhere", "link"), 0);
	assert_int_equal(sink_open(&sink, "link", SINK_CREATE), -EEXIST);
	assert_int_equal(sink_open(&sink, "no/such/file", SINK_EMPTY), -ENOENT);
	assert_int_equal(sink_open(&sink, ".", SINK_EXTEND), -EISDIR);
	assert_int_equal(access("nowhere", F_OK), -1);
}

static void errors(void **state)
{
	struct sink sink;

	(void)state;
	assert_int_equal(sink_open(&sink, "errors", SINK_EMPTY), 0);
	write_fails = EINTR;
	expect_put(&sink, "interrupted");
	write_fails = EIO;
	expect_trouble(&sink, SINK_BROKEN, EIO);
	write_fails = -1; /* it returns 0 */
	expect_trouble(&sink, SINK_FULL, 0);
	write_fails = EAGAIN;
	expect_trouble(&sink, SINK_BLOCKED, EAGAIN);
	expect_put(&sink, "!");
	expect_content("errors", "interrupted!");
	close_fails = EDQUOT;
	assert_int_equal(sink_close(&sink), -EDQUOT);
	assert_int_equal(sink.fd, -1);
	closes = 0;
	assert_int_equal(sink_close(&sink), 0); /* once is enough */
	assert_int_equal(closes, 0);
	assert_int_equal(sink_open(&sink, "errors", SINK_EMPTY), 0);
	close_fails = EINTR;
	assert_int_equal(sink_close(&sink), 0);
}

static void size_limit_of_the_process(void **state)
{
	struct rlimit limit, small;
	struct sink sink;
	size_t written;
	int error;

	(void)state;
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &limit);
	small = limit;
	small.rlim_cur = 3;
	assert_int_equal(sink_open(&sink, "limited", SINK_EMPTY), 0);
	setrlimit(RLIMIT_FSIZE, &small);
	enum sink_status some = put(&sink, "12345", &written, &error);
	size_t first = written;
	enum sink_status none = put(&sink, "45", &written, &error);
	setrlimit(RLIMIT_FSIZE, &limit);
	assert_int_equal(some, SINK_OK);
	assert_int_equal(first, 3);
	assert_int_equal(none, SINK_FULL);
	assert_int_equal(error, EFBIG);
	expect_put(&sink, "45");
	sink_close(&sink);
	assert_int_equal(sink_open(&sink, "/dev/full", SINK_EMPTY), 0);
	expect_trouble(&sink, SINK_FULL, ENOSPC);
	sink_close(&sink);
}

static void fifo(void **state)
{
	char got[16] = "";
	struct sink sink;

	(void)state;
	assert_int_equal(mkfifo("fifo", 0600), 0);
	assert_int_equal(sink_open(&sink, "fifo", SINK_EMPTY), 0);
	assert_int_equal(sink_fd(&sink), -1); /* poll(2) has nothing to tell of it */
	expect_trouble(&sink, SINK_UNREAD, ENXIO);
	expect_trouble(&sink, SINK_UNREAD, ENXIO);
	assert_int_equal(rename("fifo", "moved"), 0); /* it is that one, whatever it is called */
	int reader = open("moved", O_RDONLY | O_NONBLOCK);
	expect_put(&sink, "hello");
	assert_int_equal(sink_fd(&sink), sink.fd);
	assert_int_equal(read(reader, got, sizeof(got)), 5);
	for (size_t filled = 0; filled < 1024 * 1024; filled += 5) {
		size_t written;
		int error;
		if (put(&sink, "fill!", &written, &error) == SINK_BLOCKED)
			break;
		assert_true(filled < 1024 * 1024 - 5);
	}
	close(reader);
	expect_trouble(&sink, SINK_CLOSED, EPIPE);
	sink_close(&sink);
	/* With a reader there is nothing to wait for. */
	reader = open("moved", O_RDONLY | O_NONBLOCK);
	assert_int_equal(sink_open(&sink, "moved", SINK_EMPTY), 0);
	assert_int_equal(sink_fd(&sink), sink.fd);
	expect_put(&sink, "at once");
	assert_int_equal(fcntl(sink.fd, F_GETPIPE_SZ), 256 * 1024);
	sink_close(&sink);
	close(reader);
}

/* A caller's file is gone on with where he is in it, and nothing is left open. */
static void file_of_the_caller(void **state)
{
	struct sink sink;
	int before, fd = open("callers", O_WRONLY | O_CREAT, 0600);

	(void)state;
	before = fcntl(fd, F_DUPFD, 3); /* the lowest that is free */
	close(before);
	assert_int_equal(pwrite(fd, "abcdef", 6, 0), 6);
	assert_int_equal(lseek(fd, 3, SEEK_SET), 3);
	sink_adopt(&sink, dup(fd));
	assert_false(sink.has_reader);
	expect_put(&sink, "xy");
	expect_content("callers", "abcxyf");
	sink_close(&sink);
	assert_int_equal(fcntl(fd, F_DUPFD, 3), before);
	close(before);
	close(fd);
}

/* fill SINK: what is written until it is blocked. */
static size_t fill(struct sink *sink, size_t at_once)
{
	char *data = calloc(1, at_once);
	size_t sum = 0, written;
	int error = 0;

	while (sink_write(sink, data, at_once, &written, &error) == SINK_OK) {
		assert_true(written > 0 && written <= at_once);
		sum += written;
		assert_true(sum < 64 * 1024 * 1024);
	}
	assert_int_equal(error, EAGAIN);
	free(data);
	return sum;
}

/* A pipe that came to us in blocking mode: its mode stays, and we don't block. */
static void pipe_of_the_caller(void **state)
{
	int ends[2];
	struct sink sink;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	int before = dup(0);
	close(before);
	sink_adopt(&sink, dup(ends[1]));
	assert_int_equal(fcntl(before, F_GETFD), -1); /* ours took its place, above it */
	assert_int_equal(sink.method, SINK_PLAIN);
	assert_true(fill(&sink, 100000) > 192 * 1024);
	assert_int_equal(fcntl(ends[1], F_GETFL) & O_NONBLOCK, 0);
	sink_close(&sink);
	/* One that is in that mode already is used as it is. */
	fcntl(ends[1], F_SETFL, O_NONBLOCK);
	int same = dup(ends[1]);
	sink_adopt(&sink, same);
	assert_int_equal(sink.fd, same);
	assert_int_equal(sink.method, SINK_PLAIN);
	sink_close(&sink);
	close(ends[0]);
	close(ends[1]);
}

/* One that can't be opened again, as it is someone else's: written to only when it is ready. */
/* Has the system, or what emulates it, the timers by which a write comes back
 * (relay/brief_write.c)? */
static bool has_timers(void)
{
	struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMAX};
	timer_t timer;

	return timer_create(CLOCK_MONOTONIC, &event, &timer) == 0 && timer_delete(timer) == 0;
}

static void pipe_of_someone_else(void **state)
{
	int ends[2], old = (int)getuid();
	struct sink sink;

	(void)state;
	if (!has_timers())
		skip();
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(fchmod(ends[1], 0), 0);
	setfsuid(65534);
	sink_adopt(&sink, dup(ends[1]));
	setfsuid((uid_t)old);
	assert_int_equal(sink.method, SINK_CAREFUL);
	expect_put(&sink, "ready");
	/* In pieces that a pipe with room for anything has room for; the test would hang if it
	 * blocked. */
	size_t written;
	int error;
	static char much[10000];
	assert_int_equal(sink_write(&sink, much, sizeof(much), &written, &error), SINK_OK);
	assert_int_equal(written, 4096);
	assert_true(fill(&sink, 100000) > 0);
	expect_trouble(&sink, SINK_BLOCKED, EAGAIN);
	char room[8192];
	assert_int_equal(read(ends[0], room, sizeof(room)), sizeof(room));
	expect_put(&sink, "again");
	close(ends[0]);
	expect_trouble(&sink, SINK_CLOSED, EPIPE);
	sink_close(&sink);
	close(ends[1]);
}

/*
 * A terminal of someone else, say after su: it is ready as long as it takes one byte, and a
 * write of more waits for who looks at it. The test would hang if it did.
 */
static void terminal_of_someone_else(void **state)
{
	int master, slave, error, old = (int)getuid();
	static char much[4096];
	struct termios raw;
	struct sink sink;
	size_t written, sum = 0, rest = 0;

	(void)state;
	if (!has_timers())
		skip();
	assert_int_equal(openpty(&master, &slave, NULL, NULL, NULL), 0);
	assert_int_equal(tcgetattr(slave, &raw), 0);
	cfmakeraw(&raw);
	assert_int_equal(tcsetattr(slave, TCSANOW, &raw), 0);
	assert_int_equal(fchmod(slave, 0), 0); /* its owner may not open it either */
	setfsuid(65534);
	sink_adopt(&sink, slave);
	setfsuid((uid_t)old);
	assert_int_equal(sink.method, SINK_CAREFUL);
	while (sink_write(&sink, much, sizeof(much), &written, &error) == SINK_OK)
		sum += written;
	assert_int_equal(error, EAGAIN);
	/* What it is told to have taken is there, and nothing else. */
	assert_int_equal(fcntl(master, F_SETFL, O_NONBLOCK), 0);
	for (ssize_t got; (got = read(master, much, sizeof(much))) > 0;)
		rest += (size_t)got;
	assert_int_equal(rest, sum);
	expect_put(&sink, "again");
	sink_close(&sink);
	close(master);
}

static void sockets(void **state)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "socket"};
	char got[16], long_name[200];
	struct sink sink;

	(void)state;
	int listener = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_equal(bind(listener, (struct sockaddr *)&address, sizeof(address)), 0);
	int before = dup(0);
	close(before);
	assert_int_equal(sink_open(&sink, "socket", SINK_EMPTY), -ECONNREFUSED);
	int behind = dup(0);
	close(behind);
	assert_int_equal(before, behind); /* nothing was left open */
	assert_int_equal(listen(listener, 1), 0);
	assert_int_equal(sink_open(&sink, "socket", SINK_EMPTY), 0);
	int peer = accept(listener, NULL, NULL);
	expect_put(&sink, "hello");
	assert_int_equal(read(peer, got, sizeof(got)), 5);
	assert_true(fill(&sink, 100000) > 0);
	close(peer);
	size_t written;
	int error;
	assert_int_equal(put(&sink, "x", &written, &error), SINK_CLOSED);
	sink_close(&sink);
	close(listener);
	/* An address has room for 107 bytes. */
	for (size_t length = 107; length <= 108; length++) {
		memset(long_name, 'x', length);
		memcpy(long_name, "./", 2);
		long_name[length] = '\0';
		assert_int_equal(mknod(long_name, S_IFSOCK | 0600, 0), 0);
		assert_int_equal(sink_open(&sink, long_name, SINK_EMPTY),
			length == 107 ? -ECONNREFUSED : -ENAMETOOLONG);
	}
}

/* Its user is gone: that is no full disk, and no broken one. */
static void terminal_that_hangs_up(void **state)
{
	int master, slave;
	struct sink sink;
	struct termios raw;

	(void)state;
	if (!has_timers())
		skip();
	signal(SIGHUP, SIG_IGN);
	assert_int_equal(openpty(&master, &slave, NULL, NULL, NULL), 0);
	tcgetattr(slave, &raw);
	cfmakeraw(&raw);
	tcsetattr(slave, TCSANOW, &raw);
	sink_adopt(&sink, dup(slave));
	assert_true(sink.terminal);
	expect_put(&sink, "hello");
	close(master);
	expect_trouble(&sink, SINK_CLOSED, EIO);
	sink_close(&sink);
	/* It had hung up before we came. */
	sink_adopt(&sink, slave);
	expect_trouble(&sink, SINK_CLOSED, EIO);
	sink_close(&sink);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(meanings),
		cmocka_unit_test(starts),
		cmocka_unit_test(errors),
		cmocka_unit_test(size_limit_of_the_process),
		cmocka_unit_test(fifo),
		cmocka_unit_test(file_of_the_caller),
		cmocka_unit_test(pipe_of_the_caller),
		cmocka_unit_test(pipe_of_someone_else),
		cmocka_unit_test(terminal_of_someone_else),
		cmocka_unit_test(sockets),
		cmocka_unit_test(terminal_that_hangs_up),
	};

	signal(SIGPIPE, SIG_IGN);
	alarm(120); /* a write that blocks ends here */
	if (!mkdtemp(folder) || chdir(folder) != 0)
		return 1;
	int failures = cmocka_run_group_tests_name("sink", tests, NULL, NULL);
	char command[64];
	snprintf(command, sizeof(command), "rm -r %s", folder);
	return system(command) ? 1 : failures;
}
