/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Large messages are noted by where they stand between the bytes of the small ones. */
#include "relay/gather.h"

#include <errno.h>
#include <stdlib.h>

/* Large messages that wait at most. */
#define LARGES_MAX (GATHER_SIZE / GATHER_LARGE + 1)

int gather_init(struct gather *gather)
{
	*gather = (struct gather){
		.buffer = malloc(GATHER_SIZE),
		.larges = calloc(LARGES_MAX, sizeof(*gather->larges)),
		.parts = calloc(2 * LARGES_MAX, sizeof(*gather->parts)),
	};
	return gather->buffer && gather->larges && gather->parts ? 0 : -ENOMEM;
}

void gather_free(struct gather *gather)
{
	free(gather->buffer);
	free(gather->larges);
	free(gather->parts);
	*gather = (struct gather){0};
}

/* Puts what of the LENGTH bytes at DATA, which stand at AT, still waits behind the COUNT parts. */
static int add_part(
	const struct gather *gather, int count, const char *data, size_t at, size_t length)
{
	size_t written = gather->begin > at ? gather->begin - at : 0;

	if (written >= length)
		return count;
	gather->parts[count] = (struct iovec){(char *)data + written, length - written};
	return count + 1;
}

int gather_parts(const struct gather *gather, const struct iovec **parts)
{
	const char *stored = gather->buffer;
	size_t at = 0;
	int count = 0;

	for (unsigned i = 0; i < gather->large_count; i++) {
		const struct gathered *large = &gather->larges[i];

		count = add_part(gather, count, stored, at, large->at - at);
		stored += large->at - at;
		count = add_part(gather, count, large->data, large->at, large->length);
		at = large->at + large->length;
	}
	*parts = gather->parts;
	return add_part(gather, count, stored, at, gather->end - at);
}

void gather_settle(struct gather *gather)
{
	size_t end = gather->end, stored = gather->stored;

	/* From the last on, as each moves towards the end: those before it are out of its way. */
	for (unsigned i = gather->large_count; i-- > 0;) {
		const struct gathered *large = &gather->larges[i];
		size_t behind = large->at + large->length, small = end - behind;

		stored -= small;
		memmove(gather->buffer + behind, gather->buffer + stored, small);
		memcpy(gather->buffer + large->at, large->data, large->length);
		end = large->at;
	}
	gather->stored = gather->end;
	gather->large_count = 0;
}
