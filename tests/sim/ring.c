/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One CPU's relay buffer; the steps are those of relay_v2.c and of the kernel's relay.c. */
#include "tests/sim/ring.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int ring_init(struct ring *ring, unsigned cpu, size_t subbufs, size_t subbuf_size)
{
	*ring = (struct ring){.cpu = cpu, .subbufs = subbufs, .subbuf_size = subbuf_size};
	pthread_mutex_init(&ring->lock, NULL);
	ring->memory = calloc(subbufs, subbuf_size);
	ring->padding = calloc(subbufs, sizeof(*ring->padding));
	return ring->memory && ring->padding ? 0 : -ENOMEM;
}

void ring_free(struct ring *ring)
{
	for (struct overwritten *o = ring->overwritten, *next; o; o = next) {
		next = o->next;
		free(o);
	}
	free(ring->memory);
	free(ring->padding);
}

bool ring_empty(const struct ring *ring)
{
	return (ring->old || !ring->offset) && ring->produced == ring->consumed;
}

static void switch_subbuf(struct ring *ring, bool overwrite)
{
	if (ring->offset != RING_FULL) {
		ring->padding[ring->produced % ring->subbufs] = ring->subbuf_size - ring->offset;
		ring->produced++;
		ring->size += ring->offset;
	}
	if (!overwrite && ring->produced - ring->consumed >= ring->subbufs) {
		ring->offset = RING_FULL;
		return;
	}
	ring->offset = 0;
	ring->padding[ring->produced % ring->subbufs] = 0;
}

size_t ring_reserve(struct ring *ring, size_t size, bool overwrite, char **entry)
{
	bool split = !ring->old;

	if (!split && size > ring->subbuf_size)
		size = ring->subbuf_size;
	if (ring->offset >= ring->subbuf_size ||
		(!split && ring->offset + size > ring->subbuf_size)) {
		switch_subbuf(ring, overwrite);
		if (ring->offset == RING_FULL)
			return 0;
	}
	if (size > ring->subbuf_size - ring->offset)
		size = ring->subbuf_size - ring->offset;
	*entry = ring->memory + ring->produced % ring->subbufs * ring->subbuf_size + ring->offset;
	ring->offset += size;
	return size;
}

size_t ring_position(const struct ring *ring)
{
	return ring->produced;
}

size_t ring_position_read(const struct ring *ring)
{
	bool all = ring->old && ring->consumed == ring->produced &&
		   (ring->bytes_consumed == ring->offset || ring->offset == RING_FULL);

	return ring->consumed + all;
}

void ring_close_subbuf(struct ring *ring, bool overwrite)
{
	if (ring->offset && !ring->old)
		switch_subbuf(ring, overwrite);
}

/* FROM is never less than before. */
static void note_overwritten(struct ring *ring, size_t from, size_t to)
{
	struct overwritten *gone = ring->overwritten;

	if (gone && from <= gone->to) {
		gone->to = to > gone->to ? to : gone->to;
		return;
	}
	gone = malloc(sizeof(*gone));
	if (!gone)
		abort();
	*gone = (struct overwritten){ring->overwritten, from, to};
	ring->overwritten = gone;
}

/*
 * What the writer has run over is gone, and the sub-buffer that it is in. Only,
 * the kernel does not notice when the ring is full: then it gives the whole ring
 * once for every time that it was run over. Nothing of that is to be shown twice.
 */
static void skip_overwritten(struct ring *ring)
{
	size_t first = ring->produced - ring->subbufs;

	if (ring->produced - ring->consumed < ring->subbufs)
		return;
	if (ring->offset == RING_FULL) {
		if (ring->consumed < first)
			note_overwritten(ring, ring->consumed, first);
		return;
	}
	note_overwritten(ring, ring->consumed, first + 1);
	ring->consumed = first + 1;
	ring->bytes_consumed = 0;
}

void ring_catch_up(struct ring *ring, bool overwrite)
{
	ring_close_subbuf(ring, overwrite);
	skip_overwritten(ring);
}

/* Goes on to the next sub-buffer when this one is read, but not before it is closed. */
static void finish_subbuf(struct ring *ring)
{
	if (ring->consumed == ring->produced)
		return;
	if (ring->bytes_consumed + ring->padding[ring->consumed % ring->subbufs] <
		ring->subbuf_size)
		return;
	ring->bytes_consumed = 0;
	ring->consumed++;
}

size_t ring_read(struct ring *ring, char *data, size_t size)
{
	finish_subbuf(ring);
	skip_overwritten(ring);
	bool open = ring->consumed == ring->produced;
	if (open && ring->offset == RING_FULL)
		return 0;
	size_t index = ring->consumed % ring->subbufs;
	size_t end = open ? ring->offset : ring->subbuf_size - ring->padding[index];
	size_t count = end - ring->bytes_consumed;

	if (count > size)
		count = size;
	memcpy(data, ring->memory + index * ring->subbuf_size + ring->bytes_consumed, count);
	ring->bytes_consumed += count;
	finish_subbuf(ring);
	return count;
}

bool ring_was_overwritten(const struct ring *ring, size_t first, size_t last)
{
	for (const struct overwritten *o = ring->overwritten; o; o = o->next)
		if (first < o->to && last >= o->from)
			return true;
	return false;
}
