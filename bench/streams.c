/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * streams DIALECT CPUS COUNT SIZE FOLDER: what a module of DIALECT leaves in
 * the trace files of CPUS processors when it prints COUNT messages of SIZE
 * bytes on them, in no order, byte by byte as tests/sim knows it from real
 * ones; in FOLDER/trace0 and so on, and the messages in FOLDER/stream. The same
 * every time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/sim/journal.h"
#include "tests/sim/module.h"
#include "tests/sim/ring.h"

#define CPUS_MAX      1024
#define LINE_MAX_SIZE (64u * 1024)

static struct module module;

static void woken_by_no_one(int index)
{
	(void)index;
}

static uint32_t random_next(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

/* A line of SIZE bytes, as a script prints them: text, with what differs at its begin. */
static void print_line(unsigned long number, unsigned cpu, char *line, size_t size)
{
	size_t used = (size_t)snprintf(line, size, "%lu dd ", number);

	for (size_t i = used < size ? used : size - 1; i < size - 1; i++)
		line[i] = (char)('a' + (i + number) % 26);
	line[size - 1] = '\n';
	module_print(&module, cpu, line, size);
}

/* Reads trace file INDEX as the relay does, to its end. */
static void record(const char *folder, unsigned index, size_t size)
{
	char path[4096], *data = malloc(size);
	size_t got;

	snprintf(path, sizeof(path), "%s/trace%u", folder, index);
	FILE *file = fopen(path, "w");
	if (!file || !data) {
		perror(path);
		exit(1);
	}
	while ((got = module_read_trace(&module, index, data, size)))
		fwrite(data, 1, got, file);
	if (fclose(file)) {
		perror(path);
		exit(1);
	}
	free(data);
}

int main(int argc, char **argv)
{
	static char line[LINE_MAX_SIZE];
	unsigned numbers[CPUS_MAX];
	uint32_t random = 2463534242;

	if (argc != 6) {
		fputs("usage: streams DIALECT CPUS COUNT SIZE FOLDER\n", stderr);
		return 2;
	}
	unsigned long cpus = strtoul(argv[2], NULL, 10), count = strtoul(argv[3], NULL, 10);
	size_t size = strtoul(argv[4], NULL, 10), room = 2 * (count / (cpus ? cpus : 1) + 64);

	if (!cpus || cpus > CPUS_MAX || size < 1 || size > sizeof(line))
		return 2;
	for (unsigned i = 0; i < cpus; i++)
		numbers[i] = i;
	module.dialect = strcmp(argv[1], "4") == 0 ? DIALECT_4 : DIALECT_5;
	module.notify = woken_by_no_one;
	/* Nothing is lost, however the random falls. */
	if (module_init(&module, numbers, (unsigned)cpus, room * (size + 12) / SUBBUF_SIZE + 4) ||
		journal_open(argv[5]))
		return 1;
	for (unsigned long n = 1; n <= count; n++)
		print_line(n, random_next(&random) % (unsigned)cpus, line, size);
	for (unsigned i = 0; i < cpus; i++)
		record(argv[5], i, module.rings[i].subbufs * SUBBUF_SIZE);
	journal_dump(module.rings, module.ring_count, module.dialect);
	return 0;
}
