/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Raw text is cut at the ends of lines. */
#include "stream/raw.h"

#include <string.h>

/* A piece is no longer: as much as a probe prints at once. */
#define PIECE_MAX 8192u

/* A header of dialect 4: sequence, length. */
#define HEADER 8u

bool raw_find_head(struct merge_source *source)
{
	const char *data = source->buffer + source->begin;
	size_t size = source->end - source->begin;
	size_t length = size < PIECE_MAX ? size : PIECE_MAX;

	if (source->has_head || !size)
		return source->has_head;
	const char *newline = memrchr(data, '\n', length);
	if (newline)
		length = (size_t)(newline + 1 - data);
	else if (size < PIECE_MAX && !source->complete)
		return false; /* the rest of the line comes */
	source->head = (struct frame){.length = (uint32_t)length};
	source->head_tick = source->filled;
	source->has_head = true;
	return true;
}

/* Reads what would be a header of dialect 4 at AT. False when it can be none. */
static bool header_at(
	const char *data, size_t size, size_t at, uint32_t *sequence, uint32_t *length)
{
	if (size - at < HEADER)
		return false;
	memcpy(sequence, data + at, sizeof(*sequence));
	memcpy(length, data + at + sizeof(*sequence), sizeof(*length));
	return *length > 0 && *length <= FRAME_BODY_MAX;
}

/* Bytes of frames from AT on, each of which begins where the one before ends, with a later number.
 */
static size_t chain(const char *data, size_t size, size_t begin)
{
	uint32_t sequence, length, last;
	size_t at = begin, links = 0;

	if (!header_at(data, size, at, &sequence, &length))
		return 0;
	do {
		at += HEADER + length;
		last = sequence;
		links++;
	} while (at < size && header_at(data, size, at, &sequence, &length) &&
		 sequence_after(sequence, last));
	return links > 1 || at == size ? (at < size ? at : size) - begin : 0;
}

enum transport raw_guess(const char *data, size_t size)
{
	size_t at = 0, framed = 0;

	if (!memchr(data, '\0', size))
		return TRANSPORT_RAW;
	while (at < size) {
		size_t covered = chain(data, size, at);

		framed += covered;
		at += covered ? covered : 1;
	}
	return framed >= size - framed ? TRANSPORT_FRAMES : TRANSPORT_RAW;
}
