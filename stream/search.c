/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Of several places that one is believed from which most frames follow each other; of
 * equals the one whose numbers are nearest.
 */
#include "stream/search.h"

/* Dialect 4 has no magic: where there is a choice, a number is no further than this from the one
 * before. */
#define NEAR (1u << 20)

/* A number is no further than this where what comes may be older: nearly each is after some. */
#define CLOSE (1u << 16)

/* Frames one behind the other that are no chance. */
#define LINKS_MAX 3u

/* Where in a header of dialect 4 the highest byte of the length is. */
#define HIGHEST_LENGTH_BYTE (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? 7 : 4)

uint32_t search_reach(const struct view *view)
{
	if (view->stream->dialect == DIALECT_5)
		return LATER;
	return view->stream->rewinds ? CLOSE : NEAR;
}

/* Of dialect 4's length, which FRAME_BODY_MAX bounds, the highest byte is 0, and text has no such
 * byte. */
size_t search_place(const struct view *view, size_t from, size_t limit)
{
	bool marked = view->stream->dialect == DIALECT_5;
	size_t at = marked ? 0 : HIGHEST_LENGTH_BYTE;
	size_t end = limit + at < view->size ? limit + at : view->size;
	const char *p = NULL;

	if (from + at < end)
		p = memchr(view->data + from + at, marked ? MAGIC_FIRST : 0, end - from - at);
	return p ? (size_t)(p - view->data) - at : limit;
}

static bool all_nul(const char *data, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (data[i])
			return false;
	return true;
}

unsigned search_skips(const struct view *view, struct walk *walk)
{
	size_t at = index_of(view, walk), most = padding_max(view->stream->dialect);
	unsigned bits = 1;

	if (view->stream->dialect == DIALECT_4) {
		subbufs_arrive(&view->stream->subbufs, &walk->place);
		return subbufs_skips(&view->stream->subbufs, &walk->place, STALE_MAX);
	}
	for (size_t n = 0; n < most && at + n < view->size && !view->data[at + n]; n++)
		bits |= 2u << n;
	return bits;
}

/* What is it when no header can be read AT a place as too few bytes are in view? */
static enum found ends(const struct view *view, size_t at)
{
	enum dialect dialect = view->stream->dialect;
	size_t size = view->size - at;

	if (!view->complete)
		return NEED_MORE;
	return size <= padding_max(dialect) &&
			       (dialect == DIALECT_4 || all_nul(view->data + at, size))
		       ? AT_END
		       : NOT_HERE;
}

/* As search_look(), in dialect 5: behind NULs, as its first byte is none. */
static enum found look_marked(
	const struct view *view, const struct walk *walk, uint32_t reach, struct header *header)
{
	size_t from = index_of(view, walk), at = from, most = padding_max(DIALECT_5);

	while (at < view->size && at - from < most && !view->data[at])
		at++;
	if (at + header_size(DIALECT_5) > view->size)
		return ends(view, from);
	return read_header(view, walk, at, reach, header) ? FOUND : NOT_HERE;
}

enum found search_look(
	const struct view *view, struct walk *walk, uint32_t reach, struct header *header)
{
	size_t at = index_of(view, walk), need = unparted(view->stream->dialect);
	enum found found = NOT_HERE;
	struct header other;

	if (at > view->size)
		return view->complete ? NOT_HERE : NEED_MORE;
	if (view->stream->dialect == DIALECT_5)
		return look_marked(view, walk, reach, header);
	for (unsigned bits = search_skips(view, walk); bits; bits >>= 1, at++) {
		if (!(bits & 1))
			continue;
		if (at + need > view->size)
			return found == FOUND ? found : ends(view, index_of(view, walk));
		if (read_header(view, walk, at, reach, &other) &&
			(found != FOUND || sequence_after(header->sequence, other.sequence))) {
			*header = other;
			found = FOUND;
		}
	}
	return found;
}

/* How much speaks for a header. */
struct proof {
	unsigned links; /* frames that follow each other from it on */
	bool enough;    /* these are no chance: LINKS_MAX, or they lead to the end */
	bool open;      /* they lead out of view: there may be more */
	uint32_t span;  /* of their numbers */
};

/* How much speaks for FIRST, which follows in the walk that is WHERE? */
static struct proof prove(
	const struct view *view, const struct walk *where, const struct header *first)
{
	struct walk walk = *where;
	uint32_t from = walk.started ? walk.last : first->sequence, reach = search_reach(view);
	struct proof proof = {0};
	struct header header = *first;

	for (;;) {
		struct header next;

		pass(view, &walk, &header);
		proof.span = header.sequence - from;
		proof.enough = ++proof.links == LINKS_MAX;
		if (proof.enough)
			return proof;
		enum found found = search_look(view, &walk, reach, &next);
		if (found != FOUND) {
			proof.enough = found == AT_END;
			proof.open = found == NEED_MORE;
			return proof;
		}
		header = next;
	}
}

static bool better(const struct proof *a, const struct proof *b)
{
	if (a->enough != b->enough)
		return a->enough;
	return a->links != b->links ? a->links > b->links : a->span < b->span;
}

/* Is PROOF, of a header AT a place, one that more bytes would change? */
static bool worth_waiting(const struct view *view, const struct proof *proof, size_t at)
{
	return proof->open && !view->complete && view->size - at < WAIT_MAX;
}

enum found search_find(const struct view *view, struct walk *walk, struct header *header)
{
	if (view->stream->dialect == DIALECT_5)
		return look_marked(view, walk, LATER, header);
	unsigned bits = search_skips(view, walk);
	enum found found = NOT_HERE;
	struct proof best = {0};
	size_t need = unparted(view->stream->dialect), from = index_of(view, walk), at = from;
	bool wait = false, best_near = true;
	/* What comes is of any number; where it may be older, of a later one. */
	struct walk any = view->stream->rewinds ? *walk : (struct walk){.place = walk->place};

	if (!(bits & (bits - 1)))
		return search_look(view, walk, LATER, header);
	for (; bits; bits >>= 1, at++) {
		struct header other;

		if (!(bits & 1))
			continue;
		if (at + need > view->size) {
			if (found != FOUND)
				return ends(view, from);
			wait |= !view->complete;
			break;
		}
		bool near = read_header(view, walk, at, search_reach(view), &other);
		if (!near && !read_header(view, &any, at, LATER, &other))
			continue;
		struct proof proof = prove(view, near ? walk : &any, &other);
		/* Any other number has to be that of a frame for certain. */
		if (!near && (proof.links < LINKS_MAX || best.enough))
			continue;
		wait |= worth_waiting(view, &proof, from);
		bool nearer = near && !best_near && proof.enough;
		if (found == FOUND && !nearer && !better(&proof, &best))
			continue;
		best_near = near;
		*header = other;
		best = proof;
		found = FOUND;
		if (proof.enough && other.sequence == walk->last + 1)
			break; /* no other is nearer */
	}
	return wait && !best.enough ? NEED_MORE : found;
}

SELDOM bool search_on(const struct view *view, struct header *header, size_t *keep)
{
	const struct frame_stream *stream = view->stream;
	size_t need = unparted(stream->dialect), limit = view->size, open = SIZE_MAX;
	struct walk walk = walk_of(stream), any = walk;
	bool marked = stream->dialect == DIALECT_5, found = false;
	struct proof best = {0};

	any.started = marked && walk.started && !stream->rewinds;
	for (size_t at = 0;; at++) {
		struct header other;

		at = search_place(view, at, limit);
		if (at >= limit || at + need > view->size)
			break;
		any.place.at = view->origin + at;
		if (!read_header(view, &any, at, LATER, &other))
			continue;
		struct proof proof = prove(view, &any, &other);
		proof.enough |= marked; /* the magic says enough */
		if (!proof.enough) {
			bool near = !walk.started || other.sequence - walk.last - 1 < NEAR;

			if (found || !worth_waiting(view, &proof, at))
				continue;
			if (open == SIZE_MAX)
				open = at;
			if (!near)
				continue;
			*keep = at;
			return false;
		}
		if (found && !better(&proof, &best))
			continue;
		/* What overlaps it may be better: a byte beside it, too, frames may seem to follow.
		 */
		if (!found && at + header_size(stream->dialect) < limit)
			limit = marked ? at + 1 : at + header_size(stream->dialect);
		*header = other;
		best = proof;
		found = true;
	}
	if (found)
		return true;
	*keep = view->complete ? view->size : view->size < need ? 0 : view->size - need + 1;
	if (open < *keep)
		*keep = open;
	return false;
}

/*
 * Do frames lead from EARLY, which follows in WALK, to the place and the number
 * of GOAL? *STEPS is how many of them may be looked at.
 */
static bool leads_to(const struct view *view, struct walk walk, const struct header *early,
	const struct header *goal, size_t *steps)
{
	struct header header = *early;

	while (*steps > 0) {
		--*steps;
		pass(view, &walk, &header);
		size_t at = index_of(view, &walk);
		if (at > goal->at || !sequence_after(goal->sequence, walk.last))
			return false;
		unsigned bits = search_skips(view, &walk);
		if (goal->at - at <= padding_max(view->stream->dialect) &&
			bits >> (goal->at - at) & 1)
			return true;
		if (search_look(view, &walk, goal->sequence - walk.last - 1, &header) != FOUND ||
			header.at > goal->at)
			return false;
	}
	return false;
}

size_t search_end(const struct view *view, const struct walk *walk, enum found found,
	const struct header *next, size_t body, bool *borne_out)
{
	size_t need = unparted(view->stream->dialect), end = index_of(view, walk);
	size_t first = body + need - header_size(view->stream->dialect);
	size_t limit = end < view->size ? end : view->size, steps = limit - body, best_at = end;
	uint32_t reach = search_reach(view);
	struct proof best = {0};
	struct header goal = {.sequence = walk->last + LATER, .at = view->size};
	bool marked = view->stream->dialect == DIALECT_5;
	struct header early;
	bool wait = false;

	if (found == FOUND) {
		goal = *next;
		best.enough = marked; /* the magic says enough */
		if (!marked) {
			best = prove(view, walk, next);
			wait = worth_waiting(view, &best, next->at);
			best.enough |= best.open;
		}
		if (next->sequence == walk->last + 1 && best.enough)
			return end; /* no number is left for one between */
	} else {
		best.enough = found == AT_END;
	}
	*borne_out = best.enough || best.links > 0;
	bool whole = best.enough;
	if (whole && !view->stream->overrun && !view->stream->rewinds)
		return end;
	for (size_t at = search_place(view, first, limit); at < limit && at + need <= view->size;
		at = search_place(view, at + 1, limit)) {
		if (!read_header(view, walk, at, reach, &early))
			continue;
		if (wait)
			return WAIT;
		if (whole && leads_to(view, *walk, &early, &goal, &steps))
			return at;
		if (whole)
			continue;
		struct proof proof = prove(view, walk, &early);
		if (!marked && worth_waiting(view, &proof, at))
			return WAIT;
		proof.enough |= marked || proof.open;
		if (proof.enough > best.enough || proof.links > best.links) {
			best = proof;
			best_at = at;
			*borne_out = true;
		}
		if (best.enough)
			break;
	}
	return best_at < limit ? best_at : limit;
}
