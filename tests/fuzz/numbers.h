/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An input of a fuzzer as a source of numbers, which goes on when it is used up. */
#ifndef TESTS_FUZZ_NUMBERS_H
#define TESTS_FUZZ_NUMBERS_H

#include <stddef.h>
#include <stdint.h>

#include "tests/stream/world.h"

struct numbers {
	const unsigned char *data;
	size_t size, at;
	uint32_t state;
	size_t most; /* the manner's, of a world */
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
 * The first byte has the kind of an input in its lowest bit. The others say how much a world
 * prints: where all are set any amount, which takes a tenth of a second and more; else so little
 * that a fuzzer plays hundreds a second.
 */
#define NUMBERS_LARGE 127u
#define NUMBERS_SIZES 6u

static inline size_t numbers_most(unsigned char first)
{
	return first >> 1 == NUMBERS_LARGE ? 0 : (size_t)1024 << (first >> 1) % NUMBERS_SIZES;
}

/* Makes MANNER that of an input: of small sub-buffers, and few of them where NUMBERS say so. */
static inline void numbers_fit(const struct numbers *numbers, struct manner *manner)
{
	manner->subbuf_size = 4096;
	manner->subbufs = 64;
	manner->most = numbers->most;
	/* So few that little runs them full; or so many that the largest message has room. */
	if (manner->most)
		manner->subbufs = (manner->overflow ? 2 : 8) + manner->length_max / 4096;
}

/* libFuzzer's. A replay has none. */
size_t __attribute__((weak)) LLVMFuzzerMutate(unsigned char *data, size_t size, size_t size_max);

/* Of what is made of a large one (most seeds are, and lead to what is new) nearly all are small. */
static inline size_t numbers_mutate(
	unsigned char *data, size_t size, size_t size_max, unsigned seed)
{
	size = LLVMFuzzerMutate(data, size, size_max);
	if (size && data[0] >> 1 == NUMBERS_LARGE && seed % 1024)
		data[0] = (unsigned char)(seed / 1024 % NUMBERS_SIZES << 1 | (data[0] & 1));
	return size;
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
		numbers.most = numbers_most(data[0]);
		live(&numbers);
	} else if (size > before) {
		take_off(&numbers, (const char *)data + before, size - before);
	}
}

#endif
