/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * rounds [-b] [-n MESSAGES] CPUS PRINTING ROUNDS FOLDER: the relay of stapio over trace files that
 * are FIFOs, made in FOLDER, of CPUS processors, of which PRINTING print: ROUNDS
 * times, each of them one message (-n: so many at once), and the next when all have come
 * out. That is what a round costs where little is printed, and much is there; with
 * many messages, what each thread does for one. -b: bulk mode, each into a file.
 * Prints "messages N wakeups N resident_kB N threads N idle_wakeups N end_us N": in all, while
 * all are there, in a second of nothing, and from when nothing is printed any more
 * to the end.
 */
#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "relay/relay.h"

#define CPUS_MAX   1024u
#define BODY       32u
#define FRAME_SIZE (12u + BODY)

/* What a pipe takes of them at once. */
#define MESSAGES_MAX (65536u / FRAME_SIZE)

static int fifos[CPUS_MAX];
static uint32_t sequence;

static void die(const char *what)
{
	perror(what);
	exit(1);
}

/* COUNT messages on CPU. */
static void print_on(unsigned cpu, unsigned count)
{
	static char frames[MESSAGES_MAX][FRAME_SIZE];
	const uint32_t length = BODY;

	for (unsigned i = 0; i < count; i++) {
		sequence++;
		memcpy(frames[i], "\xf0\x9f\xa9\xba", 4);
		memcpy(frames[i] + 4, &sequence, 4);
		memcpy(frames[i] + 8, &length, 4);
		memset(frames[i] + 12, 'x', BODY);
	}
	if (write(fifos[cpu], frames, count * FRAME_SIZE) != (ssize_t)(count * FRAME_SIZE))
		die("write");
}

/* Waits until all that was printed has come out, of which FD is the other end; or is counted. */
static void await(struct relay *relay, int fd)
{
	static uint64_t come;
	char data[4096];
	struct relay_totals totals;

	while (come < (uint64_t)sequence * BODY) {
		if (fd >= 0) {
			ssize_t got = read(fd, data, sizeof(data));

			if (got <= 0)
				die("read");
			come += (uint64_t)got;
			continue;
		}
		relay_totals(relay, &totals);
		come = totals.messages * BODY;
		usleep(100);
	}
}

static unsigned threads(void)
{
	DIR *tasks = opendir("/proc/self/task");
	unsigned count = 0;

	for (const struct dirent *task; tasks && (task = readdir(tasks));)
		count += task->d_name[0] != '.';
	if (tasks)
		closedir(tasks);
	return count;
}

static uint64_t wakeups(const struct relay *relay)
{
	struct relay_totals totals;

	relay_totals(relay, &totals);
	return totals.wakeups;
}

static uint64_t now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

static long resident_kb(void)
{
	FILE *file = fopen("/proc/self/statm", "re");
	long size, resident = 0;

	if (!file || fscanf(file, "%ld %ld", &size, &resident) != 2)
		die("/proc/self/statm");
	fclose(file);
	return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

static void make_fifos(const char *folder, unsigned cpus)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit))
		die("getrlimit");
	limit.rlim_cur = limit.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &limit) || (mkdir(folder, 0700) && access(folder, W_OK)) ||
		chdir(folder))
		die(folder);
	for (unsigned i = 0; i < cpus; i++) {
		char name[16];

		snprintf(name, sizeof(name), "trace%u", i);
		if (mkfifo(name, 0600) || (fifos[i] = open(name, O_RDWR | O_CLOEXEC)) < 0)
			die(name);
	}
}

int main(int argc, char **argv)
{
	struct relay_config config = {.dialect = DIALECT_5, .transport = TRANSPORT_FRAMES};
	unsigned messages = 1;
	bool bulk = false;
	int letter;
	struct relay_totals totals;
	struct relay *relay;
	int ends[2];

	while ((letter = getopt(argc, argv, "bn:")) != -1)
		if (letter == 'b')
			bulk = true;
		else
			messages = letter == 'n' ? (unsigned)atoi(optarg) : 0;
	argv += optind;
	unsigned cpus = argc - optind == 4 ? (unsigned)atoi(argv[0]) : 0;
	unsigned printing = cpus ? (unsigned)atoi(argv[1]) : 0;
	if (!printing || printing > cpus || cpus > CPUS_MAX || !messages ||
		messages > MESSAGES_MAX) {
		fputs("usage: rounds [-b] [-n MESSAGES] CPUS PRINTING ROUNDS FOLDER\n", stderr);
		return 2;
	}
	make_fifos(argv[3], cpus);
	if (pipe2(ends, O_CLOEXEC) || (!bulk && dup2(ends[1], STDOUT_FILENO) < 0))
		die("pipe");
	config.output.per_cpu = config.output.naming.per_cpu = bulk;
	if (relay_open(&relay, open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), true) ||
		relay_start(relay, &config))
		return 1;
	for (int round = atoi(argv[2]); round > 0; round--) {
		for (unsigned i = 0; i < printing; i++)
			print_on(i * (cpus / printing), messages);
		await(relay, bulk ? -1 : ends[0]);
	}
	long resident = resident_kb();
	unsigned there = threads();
	usleep(200000);
	uint64_t before = wakeups(relay);
	usleep(1000000);
	uint64_t idle = wakeups(relay) - before, end = now_us();
	relay_finish(relay);
	struct pollfd event = {.fd = relay_event(relay), .events = POLLIN};
	while (relay_state(relay) != RELAY_FINISHED)
		poll(&event, 1, -1);
	relay_totals(relay, &totals);
	relay_close(relay);
	fprintf(stderr,
		"messages %" PRIu64 " wakeups %" PRIu64
		" resident_kB %ld threads %u idle_wakeups %" PRIu64 " end_us %" PRIu64 "\n",
		totals.messages, totals.wakeups, resident, there, idle, now_us() - end);
	return 0;
}
