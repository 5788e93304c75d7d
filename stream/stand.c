/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The places where a header can be read, and the layout allows for one. */
#include "stream/stand.h"

#include <string.h>

#include "stream/view.h"

bool stand_header(const struct merge_source *source, uint64_t at, uint32_t next, uint32_t reach,
	struct stand_place *place)
{
	const char *p = stand_data(source, at);

	/* Dialect 4 writes none without a body: as the last bytes of a file it is stale ones. */
	if (at + unparted(source->stream.dialect) > stand_limit(source))
		return false;
	if (source->stream.dialect == DIALECT_5) {
		if (!is_marked(p))
			return false;
		p += 4;
	}
	memcpy(&place->number, p, 4);
	if (place->number - next >= reach)
		return false;
	memcpy(&place->length, p + 4, 4);
	place->at = at;
	return place->length >= 1 && place->length <= FRAME_BODY_MAX;
}

/*
 * May a full sub-buffer end AT, ahead of STAND? With the last header one may have begun. What the
 * layout was not told of allows for any place.
 */
static bool may_end(const struct stand_facts *facts, const struct merge_source *source,
	const struct stand *stand, uint64_t at)
{
	uint64_t header = stand->body - header_size(source->stream.dialect);

	return at >= stand->full_from &&
	       (layout_may_begin(&facts->layout, at) ||
		       (stand->body < stand->end && (at - header) % LAYOUT_LEAST == 0) ||
		       (stand->taken > 1 && at >= facts->ahead + LAYOUT_LEAST));
}

static void add(struct stand *stand, const struct stand_place *place, uint64_t behind)
{
	if (stand->count == STAND_PLACES)
		return;
	stand->places[stand->count] = *place;
	stand->places[stand->count++].behind = behind;
}

/* Adds the places behind a body that ends at END. False when bytes are lacking. */
static bool add_behind(const struct stand_facts *facts, const struct merge_source *source,
	struct stand *stand, uint64_t end, uint32_t next)
{
	enum dialect dialect = source->stream.dialect;
	unsigned most =
		end < stand->end ? 0 : padding_max(dialect); /* cut short, a sub-buffer began */
	struct stand_place place;

	for (unsigned n = 0; n <= most; n++) {
		if (end + n + unparted(dialect) > stand_limit(source))
			return source->complete;
		if ((!n || may_end(facts, source, stand, end + n)) &&
			stand_header(source, end + n, next, LATER, &place))
			add(stand, &place, end);
		/* What pads there are NULs. */
		if (dialect == DIALECT_5 && *stand_data(source, end + n))
			break;
	}
	return true;
}

/* Adds the places where the body may have been cut short. */
static void add_cuts(const struct stand_facts *facts, const struct merge_source *source,
	struct stand *stand, uint32_t next, uint32_t reach)
{
	enum dialect dialect = source->stream.dialect;
	uint64_t at = stand->body + unparted(dialect) - header_size(dialect);
	struct stand_place place;

	for (; at < stand->end && at + unparted(dialect) <= stand_limit(source); at++)
		if (stand_header(source, at, next, reach, &place) &&
			may_end(facts, source, stand, at))
			add(stand, &place, at);
}

bool stand_find(const struct stand_facts *facts, const struct merge_source *source,
	struct stand *stand, uint32_t next, uint32_t reach)
{
	uint64_t end = stand->only_end ? stand->only_end : stand->end;

	if (stand->known)
		return true;
	stand->count = 0;
	if (end > stand_limit(source) && !source->complete)
		return false;
	if (end <= stand_limit(source) && !add_behind(facts, source, stand, end, next))
		return false;
	if (!stand->only_end && stand->body < stand->end && reach)
		add_cuts(facts, source, stand, next, reach);
	stand->known = true;
	return true;
}

/* May the bytes of SOURCE from AT on be what pads the end of a sub-buffer? In dialect 5 that is
 * NULs.
 */
static bool is_padding(const struct merge_source *source, uint64_t at)
{
	enum dialect dialect = source->stream.dialect;
	uint64_t limit = stand_limit(source);

	if (at > limit || at + padding_max(dialect) < limit)
		return false;
	for (; dialect == DIALECT_5 && at < limit; at++)
		if (*stand_data(source, at))
			return false;
	return true;
}

bool stand_may_be_last(const struct merge_source *source, const struct stand *stand)
{
	return source->complete &&
	       is_padding(source, stand->only_end ? stand->only_end : stand->end);
}

bool stand_at_end(const struct merge_source *source, const struct stand *stand)
{
	return !stand->count && stand_may_be_last(source, stand);
}

void stand_go(
	const struct merge_source *source, struct stand *stand, const struct stand_place *place)
{
	/* Skipped bytes end a sub-buffer, as a body does that was cut short. */
	if (place->at != place->behind || place->behind < stand->end)
		stand->full_from = place->at + LAYOUT_LEAST;
	stand->body = place->at + header_size(source->stream.dialect);
	stand->end = stand->body + place->length;
	stand->only_end = 0;
	stand->known = false;
	stand->count = 0;
	stand->taken++;
}
