/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sub-buffers as the reads tell of them, and what follows for a place in the stream. */
#include "stream/subbufs.h"

#define NOT_KNOWN UINT64_MAX

void subbufs_init(struct subbufs *subbufs, bool fresh)
{
	*subbufs = (struct subbufs){.based = fresh, .place.begin = fresh ? 0 : NOT_KNOWN};
}

/* From the place on where the stream will be once all that was read is taken off it. */
static void know_from_here(struct subbufs *subbufs, uint64_t closed)
{
	subbufs->based = true;
	subbufs->ahead = closed - subbufs->read;
	subbufs->place.begin = subbufs->read;
	subbufs->place.next = subbufs->end_count;
	subbufs->place.unsure = false;
}

static void forget(struct subbufs *subbufs)
{
	subbufs->based = false;
	subbufs->place.begin = NOT_KNOWN;
	subbufs->place.next = subbufs->end_count;
	subbufs->place.unsure = false;
}

/* A read ended a sub-buffer at END, as it seems. */
static void add_end(struct subbufs *subbufs, uint64_t end)
{
	unsigned waiting = subbufs->end_count - subbufs->place.next;
	uint64_t last = waiting ? subbufs->ends[(subbufs->end_count - 1) % SUBBUF_ENDS]
				: subbufs->place.begin;

	if ((int64_t)(end - last) <= 0)
		return;
	if (waiting == SUBBUF_ENDS)
		forget(subbufs);
	else
		subbufs->ends[subbufs->end_count++ % SUBBUF_ENDS] = end;
}

void subbufs_note(struct subbufs *subbufs, const struct subbuf_read *read)
{
	subbufs->read += read->bytes;
	subbufs->sure = 0;
	subbufs->size = subbufs->distrusted ? 0 : read->size;
	if (!subbufs->size)
		return forget(subbufs);
	/* A file that gave nothing gave all before: its size is exactly what was read. */
	if (read->emptied && (!subbufs->based || !read->bytes)) {
		uint64_t off = read->closed - subbufs->ahead - subbufs->read;

		if (!subbufs->based || off % subbufs->size) {
			know_from_here(subbufs, read->closed);
			return;
		}
	}
	if (!subbufs->based)
		return;
	uint64_t end = read->closed - subbufs->ahead;
	if ((int64_t)(subbufs->read - end) > (int64_t)subbufs->size) {
		/* No more than one open sub-buffer can have been read. */
		subbufs->distrusted = true;
		subbufs->size = 0;
		return forget(subbufs);
	}
	/* It closed none: the buffer may have been full, up to there. */
	if ((read->closed - read->before) % subbufs->size == 0)
		add_end(subbufs, read->before - subbufs->ahead);
	/* What was filled since is not what this read closed, as that was read. */
	if (read->emptied && (int64_t)(end - subbufs->read) > 0)
		end -= (end - subbufs->read + subbufs->size - 1) & ~(uint64_t)(subbufs->size - 1);
	add_end(subbufs, end);
}

/* Where, from AT on, a sub-buffer begins when one begins at BEGIN: AT itself, if there. */
static uint64_t next_begin(const struct subbufs *subbufs, uint64_t at, uint64_t begin)
{
	return at + ((begin - at) & (subbufs->size - 1));
}

void subbufs_look_ahead(struct subbufs *subbufs)
{
	const struct subbuf_place *place = &subbufs->place;

	subbufs->sure = 0;
	if (!subbufs_known(subbufs, place))
		return;
	uint64_t sure = next_begin(subbufs, place->at + 1, place->begin) - STALE_MAX;
	if (place->next != subbufs->end_count) {
		uint64_t end = subbufs->ends[place->next % SUBBUF_ENDS];
		uint64_t turn = end <= place->at ? 0 : next_begin(subbufs, place->at, end);

		if (turn && place->unsure)
			turn -= STALE_MAX;
		if (turn < sure)
			sure = turn;
	}
	subbufs->sure = sure;
}

void subbufs_arrive(const struct subbufs *subbufs, struct subbuf_place *place)
{
	while (place->next != subbufs->end_count) {
		uint64_t end = subbufs->ends[place->next % SUBBUF_ENDS];

		if (end > place->at) {
			/* The frame ends where that sub-buffer would, were it one of those before.
			 */
			if (!((end - place->at) & (subbufs->size - 1)))
				place->unsure = (end - place->begin) & (subbufs->size - 1);
			return;
		}
		place->begin = end;
		place->unsure = false;
		place->next++;
	}
}

static unsigned skip_at(uint32_t room)
{
	return room <= STALE_MAX ? 1u << room : 1u;
}

unsigned subbufs_skips(const struct subbufs *subbufs, const struct subbuf_place *place)
{
	if (!subbufs_known(subbufs, place))
		return (1u << (STALE_MAX + 1)) - 1;
	unsigned skips = skip_at(subbufs_room(subbufs, place->at, place->begin));
	if (place->unsure)
		skips |= skip_at(
			subbufs_room(subbufs, place->at, subbufs->ends[place->next % SUBBUF_ENDS]));
	return skips;
}

bool subbufs_ended(const struct subbufs *subbufs, const struct subbuf_place *place, uint64_t at)
{
	for (unsigned i = place->next; i != subbufs->end_count; i++)
		if (subbufs->ends[i % SUBBUF_ENDS] >= at)
			return subbufs->ends[i % SUBBUF_ENDS] == at;
	return false;
}

uint64_t subbufs_next(const struct subbufs *subbufs, const struct subbuf_place *place, uint64_t at)
{
	uint64_t next = next_begin(subbufs, at, place->begin);

	if (place->unsure) {
		uint64_t other = next_begin(subbufs, at, subbufs->ends[place->next % SUBBUF_ENDS]);

		if (other < next)
			next = other;
	}
	return next;
}
