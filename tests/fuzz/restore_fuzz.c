/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files of bulk mode. The input is either a world (tests/stream/files.h): what is
 * printed and read, and what was printed has to come, or be said to be uncertain. Or
 * it is what is in two files, of any kind: then all of it is taken off, in bounds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stream/restore.h"
#include "tests/fuzz/numbers.h"
#include "tests/stream/files.h"

static void live(struct numbers *numbers)
{
	struct manner manner = world_manner(numbers_next, numbers);
	unsigned long printed, ambiguous;

	numbers_fit(numbers, &manner);
	manner.rounds = 1 + manner.rounds % 2;
	/* In other contents headers may seem to be where messages were. */
	manner.lost = manner.content == CONTENT_TEXT && !manner.overflow;
	const char *fault = files_run(&manner, numbers_next, numbers, &printed, &ambiguous);
	if (fault && !ambiguous) {
		fprintf(stderr, "dialect %d, content %d, %u CPUs: %s\n", (int)manner.dialect,
			(int)manner.content, manner.cpus, fault);
		abort();
	}
}

/* Takes all off what is in the SIZE bytes at DATA, in two files. */
static void take_off(struct numbers *numbers, const char *data, size_t size)
{
	static struct restore_step steps[RESTORE_STEPS];
	static struct restore_cpu cpus[2];
	struct merge_source sources[2];
	struct restore restore;
	enum dialect dialect = numbers_next(numbers, 2) ? DIALECT_4 : DIALECT_5;
	const char *from[2] = {data, data + size / 2}, *end[2] = {data + size / 2, data + size};
	enum restored result;

	memset(sources, 0, sizeof(sources));
	memset(cpus, 0, sizeof(cpus));
	restore_init(&restore, sources, cpus, 2, steps);
	for (unsigned i = 0; i < 2; i++) {
		/* A block of its own, so that no byte behind it can be looked at. */
		sources[i].buffer = malloc(size);
		frame_stream_init(&sources[i].stream, dialect, numbers_next(numbers, 2));
		sources[i].stream.overrun = numbers_next(numbers, 2);
		if (numbers_next(numbers, 2))
			restore_begins(&restore, i);
	}
	while ((result = restore_next(&restore)) != RESTORE_DONE) {
		unsigned i = restore.index;
		size_t left = (size_t)(end[i] - from[i]), more = 1 + numbers_next(numbers, 600);

		if (result == RESTORED) {
			if (frame_span(&sources[i].head) > sources[i].end - sources[i].begin)
				abort();
			restore_take(&restore);
			continue;
		}
		if (sources[i].complete)
			abort(); /* nothing is to come, and something is waited for */
		more = more < left ? more : left;
		merge_compact(&sources[i]);
		memcpy(sources[i].buffer + sources[i].end, from[i], more);
		sources[i].end += more;
		from[i] += more;
		sources[i].complete = from[i] == end[i];
	}
	for (unsigned i = 0; i < 2; i++)
		free(sources[i].buffer);
}

size_t LLVMFuzzerCustomMutator(unsigned char *data, size_t size, size_t size_max, unsigned seed);

size_t LLVMFuzzerCustomMutator(unsigned char *data, size_t size, size_t size_max, unsigned seed)
{
	return numbers_mutate(data, size, size_max, seed);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	numbers_play(data, size, live, take_off);
	return 0;
}
