/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * rounds [-b] CPUS PRINTING ROUNDS FOLDER: the relay of stapio over trace files that
 * are FIFOs, made in FOLDER, of CPUS processors, of which PRINTING print: ROUNDS
 * times, each of them one message, and the next when all have come out. Here that is what
 * a round costs where little is printed, and much is there. -b: bulk mode, each
 * into a file.
 * Prints how many messages and wake-ups there were, and how many kB are resident.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "relay/relay.h"

#define CPUS_MAX   1024u
#define BODY       32u
#define FRAME_SIZE (12u + BODY)

static int fifos[CPUS_MAX];
static uint32_t sequence;

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static void print_on(unsigned cpu)
{
	char frame[FRAME_SIZE] = "\xf0\x9f\xa9\xba";
	const uint32_t length = BODY;

	sequence++;
	memcpy(frame + 4, &sequence, 4);
	memcpy(frame + 8, &length, 4);
	memset(frame + 12, 'x', BODY);
	if (write(fifos[cpu], frame, sizeof(frame)) != (ssize_t)sizeof(frame))
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
	bool bulk = argc > 1 && strcmp(argv[1], "-b") == 0;
	struct relay_totals totals;
	struct relay *relay;
	int ends[2];

	argc -= bulk;
	argv += bulk;
	unsigned cpus = argc == 5 ? (unsigned)atoi(argv[1]) : 0;
	unsigned printing = cpus ? (unsigned)atoi(argv[2]) : 0;
	if (!printing || printing > cpus || cpus > CPUS_MAX) {
		fputs("usage: rounds [-b] CPUS PRINTING ROUNDS FOLDER\n", stderr);
		return 2;
	}
	make_fifos(argv[4], cpus);
	if (pipe2(ends, O_CLOEXEC) || (!bulk && dup2(ends[1], STDOUT_FILENO) < 0))
		die("pipe");
	config.output.per_cpu = config.output.naming.per_cpu = bulk;
	if (relay_open(&relay, open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), true) ||
		relay_start(relay, &config))
		return 1;
	for (int round = atoi(argv[3]); round > 0; round--) {
		for (unsigned i = 0; i < printing; i++)
			print_on(i * (cpus / printing));
		await(relay, bulk ? -1 : ends[0]);
	}
	long resident = resident_kb();
	relay_finish(relay);
	struct pollfd event = {.fd = relay_event(relay), .events = POLLIN};
	while (relay_state(relay) != RELAY_FINISHED)
		poll(&event, 1, -1);
	relay_totals(relay, &totals);
	relay_close(relay);
	fprintf(stderr, "%" PRIu64 " %" PRIu64 " %ld\n", totals.messages, totals.wakeups, resident);
	return 0;
}
