/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cuts at the ends of lines. */
#include "stream/raw.h"

#include <string.h>

/* A piece is no longer: as much as a probe prints at once. */
#define PIECE_MAX 8192u

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

enum transport raw_guess(const char *data, size_t size)
{
	struct frame_stream stream;
	struct frame frame;
	size_t at = 0, framed = 0, stray = 0;

	if (!memchr(data, '\0', size))
		return TRANSPORT_RAW;
	frame_stream_init(&stream, DIALECT_4, false);
	stream.rewinds = true;
	while (at < size) {
		bool found = frame_next(&stream, data + at, size - at, false, &frame, &stray);

		framed += found ? frame.header + frame.length : 0;
		at += found ? frame_span(&frame) : stray;
		if (!found && !stray)
			break;
	}
	/* What is left may be the begin of a frame. */
	return framed >= at - framed ? TRANSPORT_FRAMES : TRANSPORT_RAW;
}
