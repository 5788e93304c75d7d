/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An input of a fuzzer as a source of numbers, which goes on when it is used up. */
#ifndef TESTS_FUZZ_NUMBERS_H
#define TESTS_FUZZ_NUMBERS_H

#include <stddef.h>
#include <stdint.h>

struct numbers {
	const unsigned char *data;
	size_t size, at;
	uint32_t state;
};

/* A number below LIMIT, which is not 0; a world_numbers. */
static inline uint32_t numbers_next(void *context, uint32_t limit)
{
	struct numbers *numbers = context;
	uint32_t value = 0;

	for (uint32_t most = 1; most && most < limit && numbers->at < numbers->size; most <<= 8)
		value = value << 8 | numbers->data[numbers->at++];
	if (numbers->at < numbers->size)
		return value % limit;
	numbers->state = numbers->state * 1664525 + 1013904223 + value;
	return (numbers->state >> 8) % limit;
}

/*
 * An input of two kinds. Either all of it is numbers, which LIVE takes a world from; or the bytes
 * behind its first 64, which are numbers, are a stream of any kind: all of that TAKE_OFF takes.
 */
static inline void numbers_play(const unsigned char *data, size_t size,
	void (*live)(struct numbers *numbers),
	void (*take_off)(struct numbers *numbers, const char *stream, size_t size))
{
	const size_t before = 64;
	struct numbers numbers = {.data = data, .size = size < before ? size : before};

	if (!size)
		return;
	if (numbers_next(&numbers, 2)) {
		numbers.size = size;
		live(&numbers);
	} else if (size > before) {
		take_off(&numbers, (const char *)data + before, size - before);
	}
}

#endif
