/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What came through: messages of source.stp with their delays, and lines of storm.stp. */
#include <ctype.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/gauge/gauge.h"

#define HEAD 28 /* hexadecimal digits that a message begins with */
#define CPUS 64
#define RUNS 256

/* Has EACH called with each line, less its end, and the time at which it was read. */
static void each_line(void (*each)(const char *line, size_t length, uint64_t when))
{
	static char buffer[1 << 20];
	size_t have = 0;
	ssize_t got;

	while ((got = read(STDIN_FILENO, buffer + have, sizeof(buffer) - have)) > 0) {
		uint64_t when = gauge_now_ns();
		char *line = buffer, *end;

		have += (size_t)got;
		while ((end = memchr(line, '\n', have - (size_t)(line - buffer)))) {
			each(line, (size_t)(end - line), when);
			line = end + 1;
		}
		have -= (size_t)(line - buffer);
		memmove(buffer, line, have);
		if (have == sizeof(buffer))
			have = 0;
	}
	if (have)
		each(buffer, have, gauge_now_ns());
}

static struct run {
	unsigned long whole, disorder, mangled;
	int64_t next[CPUS];
	uint32_t *delays; /* us */
	size_t count, room;
} runs[RUNS];

static struct run *current = runs;

static bool hex(const char *text, size_t digits, uint64_t *value)
{
	for (*value = 0; digits--; text++) {
		const char *digit = memchr("0123456789abcdef", *text, 16);

		if (!digit)
			return false;
		*value = *value << 4 | (uint64_t)(digit - "0123456789abcdef");
	}
	return true;
}

static bool all_x(const char *text, size_t length)
{
	return length == 0 || (text[0] == 'x' && memcmp(text, text + 1, length - 1) == 0);
}

struct message {
	uint64_t made, cpu, run, number;
};

static bool is_message(const char *line, size_t length, struct message *message)
{
	return length >= HEAD && hex(line, 16, &message->made) &&
	       hex(line + 16, 2, &message->cpu) && message->cpu < CPUS &&
	       hex(line + 18, 2, &message->run) && hex(line + 20, 8, &message->number) &&
	       all_x(line + HEAD, length - HEAD);
}

static uint32_t delay_of(const struct message *message, uint64_t when)
{
	return when > message->made ? (uint32_t)((when - message->made) / 1000) : 0;
}

static void note(struct run *run, uint32_t delay)
{
	run->whole++;
	if (run->count == run->room) {
		run->room = run->room ? 2 * run->room : 4096;
		run->delays = realloc(run->delays, run->room * sizeof(*run->delays));
		gauge_must(run->delays, "realloc");
	}
	run->delays[run->count++] = delay;
}

static void take_message(const char *line, size_t length, uint64_t when)
{
	struct message message;

	if (!is_message(line, length, &message)) {
		current->mangled++;
		return;
	}
	current = &runs[message.run];
	current->disorder += (int64_t)message.number < current->next[message.cpu];
	current->next[message.cpu] = (int64_t)message.number + 1;
	note(current, delay_of(&message, when));
}

static void print_runs(void)
{
	for (unsigned i = 0; i < RUNS; i++) {
		struct run *run = &runs[i];

		if (!run->whole && !run->mangled)
			continue;
		qsort(run->delays, run->count, sizeof(*run->delays), gauge_compare);
		printf("%u whole %lu disorder %lu mangled %lu median_us %u p99_us %u\n", i,
			run->whole, run->disorder, run->mangled,
			run->count ? run->delays[run->count / 2] : 0,
			run->count ? run->delays[run->count * 99 / 100] : 0);
	}
}

int gauge_read_messages(long offset)
{
	struct stat st;

	if (offset)
		gauge_must(lseek(STDIN_FILENO, offset, SEEK_SET) >= 0, "lseek");
	if (fstat(STDIN_FILENO, &st) == 0 && S_ISFIFO(st.st_mode))
		gauge_be_real_time(2);
	each_line(take_message);
	print_runs();
	return 0;
}

struct delay {
	uint32_t run, us;
};

/* Tells OUT the delay of each message of SIZE bytes in the file FD, as soon as this task sees it,
 * until standard input ends. */
static void watch(int fd, size_t size, int out)
{
	static char data[1 << 20];
	struct pollfd both[] = {{.fd = fd, .events = POLLIN}, {.fd = STDIN_FILENO}};
	struct message message;
	char *end;

	while (poll(both, 2, -1) > 0 && !both[1].revents) {
		ssize_t got = read(fd, data, sizeof(data));
		uint64_t when = gauge_now_ns();

		/* Frames have bytes of their own before a message. */
		for (char *at = data;
			got > 0 && (end = memchr(at, '\n', (size_t)(data + got - at)));
			at = end + 1)
			if ((size_t)(end + 1 - data) >= size &&
				is_message(end + 1 - size, size - 1, &message)) {
				const struct delay delay = {
					(uint32_t)message.run, delay_of(&message, when)};

				gauge_must(write(out, &delay, sizeof(delay)) == sizeof(delay),
					"write");
			}
	}
}

/* Begins a task on each of the first CPUS CPUs. Returns, in each, its file in FOLDER; -1 in who
 * began them. */
static int on_each_cpu(unsigned cpus, const char *folder)
{
	for (unsigned cpu = 0; cpu < cpus; cpu++) {
		pid_t pid = fork();
		char path[256];

		gauge_must(pid >= 0, "fork");
		if (pid > 0)
			continue;
		snprintf(path, sizeof(path), "%s/trace%u", folder, cpu);
		int fd = open(path, O_RDONLY | O_NONBLOCK);
		gauge_must(fd >= 0, path);
		gauge_go_to(cpu);
		return fd;
	}
	return -1;
}

int gauge_watch(unsigned cpus, const char *folder, size_t size)
{
	struct delay delay;
	int ends[2] = {-1, -1};

	gauge_must(pipe(ends) == 0, "pipe");
	int fd = on_each_cpu(cpus, folder);
	if (fd >= 0) {
		watch(fd, size, ends[1]);
		_exit(0);
	}
	close(ends[1]);
	while (read(ends[0], &delay, sizeof(delay)) == sizeof(delay))
		note(&runs[delay.run], delay.us);
	print_runs();
	return 0;
}

int gauge_drain(unsigned cpus, const char *folder)
{
	static char data[1 << 20];
	struct pollfd both[] = {
		{.fd = on_each_cpu(cpus, folder), .events = POLLIN}, {.fd = STDIN_FILENO}};

	if (both[0].fd >= 0)
		while (poll(both, 2, -1) > 0 && !both[1].revents)
			while (read(both[0].fd, data, sizeof(data)) > 0)
				;
	while (wait(NULL) > 0)
		;
	return 0;
}

static unsigned long storm_lines, storm_disorder, storm_mangled, storm_last;

/* "NUMBER NAME" */
static void take_storm(const char *line, size_t length, uint64_t when)
{
	unsigned long number = 0;
	size_t at = 0;

	(void)when;
	while (at < length && isdigit((unsigned char)line[at]))
		number = number * 10 + (unsigned long)(line[at++] - '0');
	bool good = at > 0 && at + 1 < length && line[at] == ' ';
	while (good && ++at < length)
		good = isgraph((unsigned char)line[at]) || line[at] == ' ';
	if (!good) {
		storm_mangled++;
		return;
	}
	storm_lines++;
	storm_disorder += number < storm_last;
	if (number > storm_last)
		storm_last = number;
}

int gauge_read_storm(void)
{
	each_line(take_storm);
	printf("lines %lu disorder %lu mangled %lu last %lu\n", storm_lines, storm_disorder,
		storm_mangled, storm_last);
	return 0;
}
