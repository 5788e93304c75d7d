/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Frames. The input is either a world (tests/stream): what is printed, read and
 * interrupted, and what was printed has to come. Or it is the bytes of a stream,
 * of any kind, in portions: then all of it is taken off, in bounds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stream/frame.h"
#include "tests/fuzz/numbers.h"
#include "tests/stream/world.h"

static void live(struct numbers *numbers)
{
	struct manner manner = world_manner(numbers_next, numbers);
	unsigned long printed;

	numbers_fit(numbers, &manner);
	manner.rounds = 1 + manner.rounds % 3;
	/* A fuzzer comes to frames within frames that no one can tell from others. */
	manner.excused = true;
	const char *fault = world_run(&manner, numbers_next, numbers, &printed);
	if (fault) {
		fprintf(stderr, "dialect %d, content %d, %u CPUs: %s\n", (int)manner.dialect,
			(int)manner.content, manner.cpus, fault);
		abort();
	}
}

/* Has the SIZE bytes at DATA come in portions. */
static void take_off(struct numbers *numbers, const char *data, size_t size)
{
	struct frame_stream stream;
	size_t at = 0, there = 0;

	enum dialect dialect = numbers_next(numbers, 2) ? DIALECT_4 : DIALECT_5;
	frame_stream_init(&stream, dialect, numbers_next(numbers, 2));
	stream.overrun = numbers_next(numbers, 2);
	stream.rewinds = numbers_next(numbers, 4) == 0;
	bool told = numbers_next(numbers, 2);
	while (at < size) {
		size_t more = 1 + numbers_next(numbers, 600);
		struct frame frame;
		size_t stray;

		more = more < size - there ? more : size - there;
		there += more;
		if (told) {
			struct subbuf_read read = {.bytes = more, .size = 4096};

			read.emptied = numbers_next(numbers, 2);
			read.before = numbers_next(numbers, 9000);
			read.closed = numbers_next(numbers, 9000);
			frame_stream_read(&stream, &read);
		}
		/* A copy, so that no byte behind it can be looked at. */
		char *copy = malloc(there - at ? there - at : 1);
		size_t begin = at;
		memcpy(copy, data + at, there - at);
		for (;;) {
			bool found = frame_next(&stream, copy + (at - begin), there - at,
				there == size, &frame, &stray);
			size_t taken = found ? frame_span(&frame) : stray;

			if (taken > there - at)
				abort();
			at += taken;
			if (!taken)
				break;
		}
		if (frame_rest(&stream, copy + (at - begin), there - at) > FRAME_BODY_MAX + 32)
			abort();
		free(copy);
		if (there == size && at < size)
			abort(); /* nothing is to come, and something is waited for */
	}
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
