/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * volume FILE [SIZE [MB]]: a trial of how messages of SIZE bytes (8000), which lie between
 * frame headers in what a read of 512 kB brings, get into FILE: by a copy into an output
 * buffer, as outfile.c does; by writev(2) from where they lie; by vmsplice(2) and
 * splice(2) through a pipe; by that copy and O_DIRECT. Each in turn, MB megabytes (200)
 * of it; prints CPU time and system calls for each message. The read is the same for all, and not
 * made.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/uio.h>
#include <unistd.h>

#define HEADER      12u
#define ROUND_SIZE  (512u * 1024)
#define BUFFER_SIZE (256u * 1024)
#define TURNS       3

static char source[ROUND_SIZE], *buffer;
static size_t size, count; /* of each message, and of messages in a round */
static size_t used;        /* of BUFFER */
static unsigned long calls;
static int ends[2];

static void must(bool done, const char *what)
{
	if (done)
		return;
	perror(what);
	exit(1);
}

static char *message(size_t i)
{
	return source + i * (HEADER + size) + HEADER;
}

static void write_buffer(int fd)
{
	calls++;
	must(write(fd, buffer, used) == (ssize_t)used, "write");
	used = 0;
}

/* Blocks of BUFFER_SIZE alone: what O_DIRECT takes. */
static void by_blocks(int fd)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t done = 0; done < size;) {
			size_t room = BUFFER_SIZE - used;
			size_t part = size - done < room ? size - done : room;

			memcpy(buffer + used, message(i) + done, part);
			used += part;
			done += part;
			if (used == BUFFER_SIZE)
				write_buffer(fd);
		}
	}
}

static void by_copy(int fd)
{
	by_blocks(fd);
	if (used)
		write_buffer(fd);
}

static void by_writev(int fd)
{
	static struct iovec parts[IOV_MAX];
	int n = 0;

	for (size_t i = 0; i < count; i++) {
		parts[n++] = (struct iovec){message(i), size};
		if (n < IOV_MAX && i + 1 < count)
			continue;
		calls++;
		must(writev(fd, parts, n) == (ssize_t)size * n, "writev");
		n = 0;
	}
}

static void by_splice(int fd)
{
	for (size_t i = 0; i < count; i++) {
		struct iovec part = {message(i), size};

		calls++;
		must(vmsplice(ends[1], &part, 1, 0) == (ssize_t)size, "vmsplice");
		for (size_t left = size; left > 0;) {
			ssize_t moved = splice(ends[0], NULL, fd, NULL, left, 0);

			calls++;
			must(moved > 0, "splice");
			left -= (size_t)moved;
		}
	}
}

static double cpu_ns(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e9 +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e3;
}

static void try_one(const char *name, void (*write_round)(int fd), int flags, const char *path,
	unsigned long bytes)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | flags, 0600);
	unsigned long messages = 0;
	double begin = cpu_ns();

	if (fd < 0 && errno == EINVAL) {
		printf("%-8s is not to be had there\n", name);
		return;
	}
	must(fd >= 0, path);
	calls = used = 0;
	for (; messages * size < bytes; messages += count)
		write_round(fd);
	printf("%-8s %6.0f ns, %.3f system calls a message\n", name,
		(cpu_ns() - begin) / (double)messages, (double)calls / (double)messages);
	close(fd);
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		fputs("usage: volume FILE [SIZE [MB]]\n", stderr);
		return 2;
	}
	size = argc > 2 ? strtoul(argv[2], NULL, 10) : 8000;
	unsigned long bytes = (argc > 3 ? strtoul(argv[3], NULL, 10) : 200) << 20;
	must(size > 0 && size < ROUND_SIZE / 2, argv[1]);
	count = ROUND_SIZE / (HEADER + size);
	must(posix_memalign((void **)&buffer, 4096, BUFFER_SIZE) == 0, "posix_memalign");
	must(pipe2(ends, O_CLOEXEC) == 0 && fcntl(ends[0], F_SETPIPE_SZ, 1 << 20) > 0, "pipe");
	memset(source, 'x', sizeof(source));
	for (unsigned turn = 0; turn < TURNS; turn++) {
		try_one("copy", by_copy, 0, argv[1], bytes);
		try_one("writev", by_writev, 0, argv[1], bytes);
		try_one("splice", by_splice, 0, argv[1], bytes);
		try_one("O_DIRECT", by_blocks, O_DIRECT, argv[1], bytes);
	}
	unlink(argv[1]);
	return 0;
}
