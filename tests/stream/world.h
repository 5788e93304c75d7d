/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A module that prints, a reader that reads as the relay does, and what has to
 * come of it: the messages that were printed, and nothing else. What is printed,
 * read and interrupted is decided by a source of numbers, random or a fuzzer's.
 * The module is the simulated one.
 */
#ifndef TESTS_STREAM_WORLD_H
#define TESTS_STREAM_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/dialect.h"

/* What the messages of a script are like. */
enum content {
	CONTENT_TEXT,
	CONTENT_TINY, /* 1 to 8 bytes of anything */
	CONTENT_ZEROS,
	CONTENT_COUNTERS, /* u32 that are near the numbers of frames */
	CONTENT_RECORDS,  /* u32: 16, n, 8, cpu, n % 11 */
	CONTENT_PREFIXED, /* u32 length, and so many bytes */
	CONTENT_NESTED,   /* whole frames, numbered as those around them are */
	CONTENT_SMALL,    /* u32 below 256 */
	CONTENT_RANDOM,
	CONTENT_MIXED, /* each of those */
	CONTENT_COUNT,
};

struct manner {
	enum dialect dialect;
	enum content content;
	unsigned cpus;        /* at most WORLD_CPUS */
	size_t subbufs;       /* of each CPU */
	size_t subbuf_size;   /* 4096 or 65536 */
	size_t length_max;    /* of a message */
	uint32_t first;       /* number of the first frame, less 1 */
	bool overflow;        /* buffers may run full */
	unsigned interrupted; /* probes fire while the reader reads; 2: many */
	bool told;            /* the stream is told of reads */
	bool alone;           /* of each CPU for itself, as in bulk mode: no other can be asked */
	unsigned rounds;      /* of printing and reading */
	size_t most; /* bytes that are printed in all, each message with WORLD_EACH more; 0: any */
	bool lost;   /* of files of bulk mode some are gone, with messages that follow each other */
	bool excused; /* what is wrong, by the count of what may be wrong: so it is where ALONE */
};

#define WORLD_CPUS 8u
#define WORLD_EACH 64u

/* A number below LIMIT, which is not 0. No two are drawn where C leaves open which is first: the
 * world of a seed would be another with another compiler. */
typedef uint32_t world_numbers(void *context, uint32_t limit);

/* A world_numbers of random ones: CONTEXT is a uint64_t, which world_seed() begins. */
static inline uint32_t world_any(void *context, uint32_t limit)
{
	uint64_t *state = context;

	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (uint32_t)(*state >> 16) % limit;
}

/* What the world that is told by SEED begins with. */
static inline uint64_t world_seed(unsigned long seed)
{
	return (seed + 1) * UINT64_C(0x9e3779b97f4a7c15);
}

/*
 * Lives through a world of MANNER. Returns NULL when all came that had to, or (MANNER->alone, or
 * excused) until it was counted, before it was wrong, that some may as well be others; else what
 * went wrong, static. *PRINTED becomes how many messages were.
 */
const char *world_run(
	const struct manner *manner, world_numbers *numbers, void *context, unsigned long *printed);

/* A manner of NUMBERS' choice. */
struct manner world_manner(world_numbers *numbers, void *context);

#endif
