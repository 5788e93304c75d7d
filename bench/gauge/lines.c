/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What came through: messages of source.stp with their delays, and lines of storm.stp. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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

static void take_message(const char *line, size_t length, uint64_t when)
{
	uint64_t made, cpu, run, number;

	if (length < HEAD || !hex(line, 16, &made) || !hex(line + 16, 2, &cpu) || cpu >= CPUS ||
		!hex(line + 18, 2, &run) || !hex(line + 20, 8, &number) ||
		!all_x(line + HEAD, length - HEAD)) {
		current->mangled++;
		return;
	}
	current = &runs[run];
	current->whole++;
	current->disorder += (int64_t)number < current->next[cpu];
	current->next[cpu] = (int64_t)number + 1;
	if (current->count == current->room) {
		current->room = current->room ? 2 * current->room : 4096;
		current->delays =
			realloc(current->delays, current->room * sizeof(*current->delays));
		gauge_must(current->delays, "realloc");
	}
	current->delays[current->count++] = when > made ? (uint32_t)((when - made) / 1000) : 0;
}

int gauge_read_messages(long offset)
{
	struct stat st;

	if (offset)
		gauge_must(lseek(STDIN_FILENO, offset, SEEK_SET) >= 0, "lseek");
	if (fstat(STDIN_FILENO, &st) == 0 && S_ISFIFO(st.st_mode))
		gauge_be_real_time(2);
	each_line(take_message);
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
