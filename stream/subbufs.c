/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sub-buffers as the reads tell of them, and what follows for a place in the stream. */
#include "stream/subbufs.h"

#include <string.h>

#define NOT_KNOWN UINT64_MAX

/* No sub-buffer that is full has more than this unused: less than a header. */
#define PADDING_MAX 16u

void subbufs_init(struct subbufs *subbufs, bool fresh)
{
	/* Of many CPUs most print nothing: their ends are no memory until there are some. */
	memset(subbufs, 0, offsetof(struct subbufs, ends));
	subbufs->based = fresh;
	subbufs->place.begin = fresh ? 0 : NOT_KNOWN;
	subbufs->doubt = NOT_KNOWN;
}

/* Knows sub-buffers from the place on where the stream is once all that was read is taken off. */
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

#define NEVER_FULL UINT16_MAX

/* A struct subbuf_end with whole places. */
struct end {
	uint64_t from, to;
	uint64_t at; /* the last place where it may have ended a sub-buffer; there may be */
	/* others above FROM, whole sub-buffers before it */
	uint64_t full; /* from here on up to TO the buffer may have been full; above TO: nowhere */
	bool exact;    /* one was ended AT that place, or none was to be: the buffer was full, or */
		       /* empty, and no frame goes on there */
};

static uint64_t whole_place(const struct subbufs *subbufs, uint32_t place)
{
	return subbufs->read + (uint64_t)(int32_t)(place - (uint32_t)subbufs->read);
}

/* May the module have ended during the last read, TO being what was closed behind it? Not if some
 * of what was read is in a sub-buffer that was still open. */
static bool may_be_last(const struct subbufs *subbufs, uint64_t to)
{
	return subbufs->read <= to;
}

static struct end end_of(const struct subbufs *subbufs, unsigned index)
{
	const struct subbuf_end *end = &subbufs->ends[index % SUBBUF_ENDS];
	uint64_t from = whole_place(subbufs, end->from), to = whole_place(subbufs, end->to);
	uint64_t at = to - (uint64_t)end->later * subbufs->size;
	bool exact = to - from < subbufs->size;
	/* A read that closed a sub-buffer before that was full, did not find all of them so. */
	bool full = end->full != NEVER_FULL &&
		    (!exact || to == from ||
			    (index + 1 == subbufs->end_count && may_be_last(subbufs, to)));

	return (struct end){
		.from = from,
		.at = at > from ? at : from,
		.to = to,
		.full = full ? from + (uint64_t)end->full * subbufs->size : to + 1,
		.exact = exact,
	};
}

/*
 * From which place on, of what was printed while a read was under way that began
 * at BEGIN, the relay buffer may have run full. Sub-buffers that were closed early,
 * of which there are at most two more than were noted, hold less.
 */
static uint64_t full_from(const struct subbufs *subbufs, const struct subbuf_read *read,
	uint64_t begin, uint64_t from)
{
	uint64_t early = (uint64_t)(subbufs->end_count - subbufs->place.next + 2) * subbufs->size;
	uint64_t full = begin + (read->least > early ? read->least - early : 0);

	return full > from ? full : from;
}

static uint16_t in_subbufs(const struct subbufs *subbufs, uint64_t bytes)
{
	uint64_t count = bytes / subbufs->size;

	return count < NEVER_FULL ? (uint16_t)count : NEVER_FULL - 1;
}

static void add_end(struct subbufs *subbufs, const struct subbuf_end *end)
{
	/* The one that was passed last may still tell where the buffer was full. */
	if (subbufs->end_count - subbufs->place.next >= SUBBUF_ENDS - 1)
		forget(subbufs);
	else
		subbufs->ends[subbufs->end_count++ % SUBBUF_ENDS] = *end;
}

/* Takes note of READ, which began at BEGIN, where the file's size can be understood. */
static void note_end(struct subbufs *subbufs, const struct subbuf_read *read, uint64_t begin)
{
	uint64_t from = read->before - subbufs->ahead, to = read->closed - subbufs->ahead;
	uint64_t last = subbufs->end_count ? end_of(subbufs, subbufs->end_count - 1).to
					   : subbufs->place.begin;
	struct subbuf_end end = {(uint32_t)from, (uint32_t)to, 0, NEVER_FULL};

	if (to == last)
		return;
	/* What was filled since is not what this read closed, as that was read. */
	if (read->emptied && (int64_t)(to - subbufs->read) > 0)
		end.later = in_subbufs(subbufs, to - subbufs->read + subbufs->size - 1);
	uint64_t full = to == from ? from : full_from(subbufs, read, begin, from);
	if (full <= to)
		end.full = in_subbufs(subbufs, full - from);
	add_end(subbufs, &end);
}

static void note_read(struct subbufs *subbufs, const struct subbuf_read *read)
{
	uint64_t begin = subbufs->read;

	subbufs->read += read->bytes;
	subbufs->size = subbufs->distrusted ? 0 : read->size;
	if (!subbufs->size)
		return forget(subbufs);
	/* A file that gave nothing gave all before: its size is exactly what was read, if no one
	 * filled a sub-buffer (but for what pads it) between that and the look at its size. */
	bool quiet = read->closed - read->before < subbufs->size - PADDING_MAX;
	if (read->emptied && !read->bytes && quiet) {
		uint64_t off = read->closed - subbufs->ahead - subbufs->read;
		/* What it grew by may be what the module's end closed behind the read. */
		bool wrong = off % subbufs->size && read->closed == read->before;

		if (!subbufs->based || wrong) {
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
	note_end(subbufs, read, begin);
}

/* Where, from AT on, a sub-buffer begins when one begins at BEGIN: AT itself, if there. */
static uint64_t next_begin(const struct subbufs *subbufs, uint64_t at, uint64_t begin)
{
	return at + ((begin - at) & (subbufs->size - 1));
}

void subbufs_lose(struct subbuf_place *place)
{
	place->begin = NOT_KNOWN;
	place->unsure = false;
}

/* From where on it is in doubt behind READ where a sub-buffer was ended: when it may have been the
 * last, by it or by the module's end. */
static uint64_t doubt_of(const struct subbufs *subbufs, const struct subbuf_read *read)
{
	if (!subbufs->size || !subbufs->based || !subbufs->end_count)
		return NOT_KNOWN;
	const struct end last = end_of(subbufs, subbufs->end_count - 1);
	/* One that found nothing ended none behind what was read. */
	bool none = read->emptied && subbufs->read <= last.from;
	bool many = last.to - last.from >= subbufs->size;
	return many && !none && may_be_last(subbufs, last.to) ? last.from : NOT_KNOWN;
}

/* What was in doubt FROM a place on is where the file's size tells: has PLACE, which went on behind
 * that, pass it if it may have. */
static void resolve(const struct subbufs *subbufs, struct subbuf_place *place, uint64_t from)
{
	if (place->begin == NOT_KNOWN && place->next != subbufs->end_count &&
		end_of(subbufs, place->next).from == from) {
		uint64_t at = end_of(subbufs, place->next++).at;

		place->begin = next_begin(subbufs, place->at + 1, at) - subbufs->size;
	}
	subbufs_skip_to(subbufs, place);
}

void subbufs_note(struct subbufs *subbufs, const struct subbuf_read *read)
{
	uint64_t before = subbufs->doubt;

	note_read(subbufs, read);
	subbufs->sure = 0;
	subbufs->doubt = doubt_of(subbufs, read);
	subbufs->unread = (int64_t)(read->closed - subbufs->ahead - subbufs->read) > 0;
	if (subbufs->based && subbufs->place.at > before && subbufs->doubt != before)
		resolve(subbufs, &subbufs->place, before);
}

void subbufs_look_ahead(struct subbufs *subbufs)
{
	const struct subbuf_place *place = &subbufs->place;

	subbufs->sure = 0;
	if (!subbufs_known(subbufs, place))
		return;
	uint64_t sure = next_begin(subbufs, place->at + 1, place->begin) - STALE_MAX;
	uint64_t decided = subbufs->doubt > subbufs->led_to ? subbufs->doubt : subbufs->led_to;
	if (sure > decided)
		sure = decided;
	if (place->next != subbufs->end_count) {
		const struct end end = end_of(subbufs, place->next);
		uint64_t turn = end.at <= place->at ? 0 : next_begin(subbufs, place->at, end.at);

		if (turn && place->unsure)
			turn -= STALE_MAX;
		if (turn < sure)
			sure = turn;
	}
	subbufs->sure = sure;
	subbufs->whole = NOT_KNOWN;
	for (unsigned i = place->next - (place->next != 0); i != subbufs->end_count; i++) {
		const struct end end = end_of(subbufs, i);

		if (end.full <= end.to && end.to > place->at && end.full < subbufs->whole)
			subbufs->whole = end.full;
	}
}

/* May END have been at one of the places where frames ended, the last of which is AT? */
static bool may_be_passed(const struct subbufs *subbufs, const struct end *end, uint64_t at)
{
	return !end->exact && end->from < at && !((end->at - at) & (subbufs->size - 1));
}

void subbufs_arrive(const struct subbufs *subbufs, struct subbuf_place *place)
{
	while (place->next != subbufs->end_count) {
		const struct end end = end_of(subbufs, place->next);

		if (end.at > place->at) {
			/* The frame ends where that sub-buffer would, were it one of those before.
			 */
			if (place->begin != NOT_KNOWN && may_be_passed(subbufs, &end, place->at))
				place->unsure = (end.at - place->begin) & (subbufs->size - 1);
			return;
		}
		place->begin = end.at;
		place->unsure = false;
		place->next++;
	}
}

void subbufs_skip_to(const struct subbufs *subbufs, struct subbuf_place *place)
{
	subbufs_arrive(subbufs, place);
	if (place->next == subbufs->end_count)
		return;
	const struct end end = end_of(subbufs, place->next);
	if (place->begin != NOT_KNOWN && !end.exact &&
		next_begin(subbufs, end.from + 1, end.at) <= place->at)
		place->unsure = (end.at - place->begin) & (subbufs->size - 1);
}

static unsigned skip_at(uint32_t room, unsigned most)
{
	return room <= most ? 1u << room : 1u;
}

/* How many bytes there are from PLACE to the end of its sub-buffer, if the next end was passed. */
static uint32_t other_room(const struct subbufs *subbufs, const struct subbuf_place *place)
{
	return subbufs_room(subbufs, place->at, end_of(subbufs, place->next).at);
}

unsigned subbufs_skips(
	const struct subbufs *subbufs, const struct subbuf_place *place, unsigned most)
{
	if (!subbufs_known(subbufs, place))
		return (1u << (most + 1)) - 1;
	unsigned skips = skip_at(subbufs_room(subbufs, place->at, place->begin), most);
	if (place->unsure)
		skips |= skip_at(other_room(subbufs, place), most);
	return subbufs_doubtful(subbufs, place) ? skips | 1 : skips;
}

void subbufs_skip(
	const struct subbufs *subbufs, struct subbuf_place *place, unsigned skip, unsigned most)
{
	if (place->unsure) {
		uint32_t room = other_room(subbufs, place);
		bool passed = skip_at(room, most) == 1u << skip;
		bool waits =
			skip_at(subbufs_room(subbufs, place->at, place->begin), most) == 1u << skip;

		if (passed != waits)
			place->unsure = false;
		if (passed && !waits) {
			place->begin = place->at + room - subbufs->size;
			place->next++;
		}
	} else if (subbufs_doubtful(subbufs, place)) {
		if (skip)
			place->begin = place->at + skip;
		else if (skip_at(subbufs_room(subbufs, place->at, place->begin), most) != 1)
			subbufs_lose(place);
	}
	place->at += skip;
}

void subbufs_begin(const struct subbufs *subbufs, struct subbuf_place *place)
{
	if (!place->unsure)
		return;
	bool waits = subbufs_room(subbufs, place->at, place->begin) == subbufs->size;
	bool passed = other_room(subbufs, place) == subbufs->size;

	place->unsure = passed == waits;
	if (passed && !waits) {
		place->begin = place->at;
		place->next++;
	}
}

uint64_t subbufs_next(const struct subbufs *subbufs, const struct subbuf_place *place, uint64_t at)
{
	if (place->begin == NOT_KNOWN)
		return NOT_KNOWN;
	uint64_t next = next_begin(subbufs, at, place->begin);

	if (place->unsure) {
		uint64_t other = next_begin(subbufs, at, end_of(subbufs, place->next).at);

		if (other < next)
			next = other;
	}
	return next;
}

bool subbufs_full(const struct subbufs *subbufs, const struct subbuf_place *place, uint64_t at)
{
	for (unsigned i = place->next - (place->next != 0); i != subbufs->end_count; i++) {
		const struct end end = end_of(subbufs, i);

		if (end.full <= at && at <= end.to)
			return true;
	}
	return false;
}

uint64_t subbufs_barrier(const struct subbufs *subbufs, const struct subbuf_place *place)
{
	for (unsigned i = place->next; i != subbufs->end_count; i++)
		if (end_of(subbufs, i).exact && end_of(subbufs, i).at > place->at)
			return end_of(subbufs, i).at;
	return NOT_KNOWN;
}
