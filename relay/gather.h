/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The gathering: messages that wait to be written together. Small messages are copied; large ones
 * stay where they are, as a copy costs more than a part of a writev(2) (make bench-volume): until
 * what waits is written, or settled, their memory may not change. Pure.
 */
#ifndef RELAY_GATHER_H
#define RELAY_GATHER_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/uio.h>

/* Bytes that wait at most, and those from which on a message is large. */
#define GATHER_SIZE  (256u * 1024)
#define GATHER_LARGE 1000u

/* A large message. */
struct gathered {
	const char *data;
	size_t at, length; /* AT: as BEGIN below */
};

struct gather {
	char *buffer;            /* the small ones, */
	size_t stored;           /* bytes in it; */
	struct gathered *larges; /* and those that are elsewhere */
	unsigned large_count;
	struct iovec *parts; /* for gather_parts() */
	size_t begin, end;   /* what waits, counted from when nothing did last */
};

/* Makes one that is empty. Returns 0 or -ENOMEM. */
int gather_init(struct gather *gather);

/* Frees what belongs to GATHER, made or all zeros. */
void gather_free(struct gather *gather);

/* Adds LENGTH bytes of DATA, for which there is room: a copy of them. Returns that. */
static inline char *gather_copy(struct gather *gather, const char *data, size_t length)
{
	char *copy = memcpy(gather->buffer + gather->stored, data, length);

	gather->stored += length;
	gather->end += length;
	return copy;
}

/* Adds LENGTH bytes of DATA, for which there is room: a copy of them, or many as they are. */
static inline void gather_add(struct gather *gather, const char *data, size_t length)
{
	if (length < GATHER_LARGE) {
		gather_copy(gather, data, length);
		return;
	}
	gather->larges[gather->large_count++] =
		(struct gathered){.data = data, .at = gather->end, .length = length};
	gather->end += length;
}

/* Sets *PARTS to those of what waits, until anything changes. Returns how many there are. */
int gather_parts(const struct gather *gather, const struct iovec **parts);

/* Copies what is elsewhere. */
void gather_settle(struct gather *gather);

/* Nothing waits any more. */
static inline void gather_empty(struct gather *gather)
{
	gather->begin = gather->end = gather->stored = gather->large_count = 0;
}

#endif
