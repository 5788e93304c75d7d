/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each possible way is followed until it ends where no frame can be. */
#include "stream/choice.h"

#include "stream/search.h"

/* A way that goes on over so many frames is the right one. */
#define LINKS_MAX 32u

/* Headers that are looked at for one question. */
#define STEPS_MAX 512u

/* Numbers that are asked for, for one question. */
#define FACTS_MAX 16u

/* What is known of numbers: whether a frame of this stream has it. */
struct facts {
	unsigned count;
	uint32_t number[FACTS_MAX];
	bool here[FACTS_MAX];
};

/* A look ahead, along one way and whatever branches off it. */
struct look {
	const struct view *view;
	const struct facts *facts;
	unsigned steps;               /* headers that may still be looked at */
	bool survives;                /* a way goes on to the end, or far enough: */
	bool open;                    /* or as far as can be seen, which is not far enough */
	unsigned links;               /* frames on the way; on the longest when none survives */
	unsigned weight;              /* how much speaks for it: the nearer the numbers, the more */
	struct header way[LINKS_MAX]; /* the frames on that which survives */
};

/* A place on the way, and how it was come to. */
struct stand {
	struct walk walk;
	bool cut; /* there the frame before was cut short, so that a sub-buffer begins */
	unsigned links, weight;
};

static void follow(struct look *look, struct stand stand);

/* A way ends at STAND. */
static void note(struct look *look, const struct stand *stand, bool survives)
{
	if (look->survives || (!survives && look->links > stand->links))
		return;
	look->survives = survives;
	look->links = stand->links;
	look->weight = stand->weight;
}

static bool all_nul(const char *data, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (data[i])
			return false;
	return true;
}

/* In dialect 5 what pads a sub-buffer is NULs. */
static bool may_pad(const struct view *view, size_t at, size_t size)
{
	return view->stream->dialect == DIALECT_4 || all_nul(view->data + at, size);
}

static unsigned skips(const struct view *view, const struct walk *walk)
{
	return subbufs_skips(
		&view->stream->subbufs, &walk->place, padding_max(view->stream->dialect));
}

static void skip(const struct view *view, struct walk *walk, unsigned bytes)
{
	subbufs_skip(
		&view->stream->subbufs, &walk->place, bytes, padding_max(view->stream->dialect));
}

/* The next place from FROM on, before LIMIT, where the body of a frame in WALK may be cut short. */
static uint64_t cut_place(
	const struct view *view, const struct walk *walk, uint64_t from, uint64_t limit)
{
	const struct subbufs *subbufs = &view->stream->subbufs;

	while (from < limit && (from = subbufs_next(subbufs, &walk->place, from)) < limit) {
		if (subbufs_full(subbufs, &walk->place, from))
			return from;
		from++;
	}
	return limit;
}

/* The body of a frame: where it begins, where it would end, and how far it can go at most. */
struct body {
	uint64_t first_cut; /* from there on it may be cut short, */
	uint64_t cut_limit; /* but before this */
	uint64_t end;
	uint64_t most; /* it goes on up to there at most */
	bool may_be_whole;
};

static struct body body_of(
	const struct view *view, const struct walk *walk, const struct header *header)
{
	enum dialect dialect = view->stream->dialect;
	uint64_t begin = walk->place.at + header_size(dialect),
		 seen = view->origin + view->size + 1;
	uint64_t barrier = subbufs_barrier(&view->stream->subbufs, &walk->place);
	struct body body = {
		/* In dialect 5 a header is written where nothing else has room. */
		.first_cut = begin + (dialect == DIALECT_4),
		.end = begin + header->length,
	};

	body.may_be_whole = body.end <= barrier;
	body.most = body.may_be_whole ? body.end : barrier;
	body.cut_limit = body.may_be_whole ? body.end : barrier + 1;
	if (body.cut_limit > seen)
		body.cut_limit = seen;
	return body;
}

static struct walk behind(const struct walk *walk, const struct header *header, uint64_t at)
{
	struct walk there = *walk;

	there.place.at = at;
	there.started = true;
	there.last = header->sequence;
	return there;
}

/*
 * STAND is at HEADER: goes on behind its body. Where it would be cut short first, as
 * a way that survives from there may lead to what is behind the whole one.
 */
static void follow_body(struct look *look, const struct stand *stand, const struct header *header)
{
	const struct view *view = look->view;
	struct body body = body_of(view, &stand->walk, header);
	struct stand next = *stand;

	for (uint64_t at = body.first_cut; !look->survives; at++) {
		at = cut_place(view, &stand->walk, at, body.cut_limit);
		if (at >= body.cut_limit)
			break;
		next.walk = behind(&stand->walk, header, at);
		next.cut = true;
		follow(look, next);
	}
	if (look->survives || !body.may_be_whole)
		return;
	next.cut = false;
	next.walk = behind(&stand->walk, header, body.end);
	follow(look, next);
}

/* Is it known that HEADER, behind one with the number LAST, is none? */
static bool refuted(const struct facts *facts, uint32_t last, const struct header *header)
{
	for (unsigned i = 0; i < facts->count; i++) {
		uint32_t steps = facts->number[i] - last;

		if (steps == header->sequence - last
				? !facts->here[i]
				: facts->here[i] && steps - 1 < header->sequence - last - 1)
			return true;
	}
	return false;
}

/* STAND goes on to HEADER, which follows it, with WALK there. */
static void step(struct look *look, const struct stand *stand, const struct walk *walk,
	const struct header *header)
{
	struct stand next = *stand;

	look->steps--;
	next.walk = *walk;
	look->way[next.links++] = *header;
	next.weight += (unsigned)__builtin_clz(header->sequence - stand->walk.last);
	follow_body(look, &next, header);
}

/* Goes on from STAND, where a frame ended. */
static void follow(struct look *look, struct stand stand)
{
	const struct view *view = look->view;
	size_t at = index_of(view, &stand.walk), need = unparted(view->stream->dialect);

	if (stand.links >= LINKS_MAX || !look->steps) {
		look->open |= stand.links < LINKS_MAX;
		return note(look, &stand, true);
	}
	if (at > view->size) {
		look->open |= !view->complete;
		return note(look, &stand, !view->complete);
	}
	note(look, &stand, false);
	if (stand.cut)
		subbufs_begin(&view->stream->subbufs, &stand.walk.place);
	subbufs_arrive(&view->stream->subbufs, &stand.walk.place);
	unsigned bits = stand.cut ? 1 : skips(view, &stand.walk);
	for (unsigned n = 0; bits && !look->survives; n++, bits >>= 1) {
		struct walk walk = stand.walk;
		struct header header;

		if (!(bits & 1))
			continue;
		if (at + n + need > view->size) {
			bool end = at == view->size || at + n == view->size;

			look->open |= !view->complete;
			note(look, &stand, !view->complete || end);
			continue;
		}
		skip(view, &walk, n);
		if (may_pad(view, at, n) && read_header(view, &walk, at + n, LATER, &header) &&
			!refuted(look->facts, walk.last, &header))
			step(look, &stand, &walk, &header);
	}
}

static struct look look_from(const struct view *view, const struct facts *facts)
{
	return (struct look){.view = view, .facts = facts, .steps = STEPS_MAX};
}

/* Does the way of EARLY, which begins before, come to what that of LATE begins with? */
static bool joins(const struct look *early, const struct look *late)
{
	for (unsigned i = 0; i < early->links; i++)
		if (early->way[i].at == late->way[0].at)
			return early->way[i].sequence == late->way[0].sequence;
	return false;
}

/* Is EARLY, which begins before LATE, the better answer? */
static bool better(const struct look *early, const struct look *late)
{
	if (early->survives != late->survives)
		return early->survives;
	if (!early->survives)
		return early->links > late->links;
	return !late->links || joins(early, late) || early->weight > late->weight;
}

/* One of the ways that survive, and another. */
struct rivals {
	struct look best, other;
	size_t best_at;
	bool any, two;
};

/* Takes note of LOOK, whose way begins AT an index behind those of all before. */
static void compare(struct rivals *rivals, const struct look *look, size_t at)
{
	bool later = !rivals->any || !better(&rivals->best, look);

	if (rivals->any && (later ? rivals->best.survives : look->survives)) {
		rivals->other = later ? rivals->best : *look;
		rivals->two = true;
	}
	if (later) {
		rivals->best = *look;
		rivals->best_at = at;
	}
	rivals->any = true;
}

/* Would more bytes tell which of RIVALS, that begin behind index AT, is right? */
static bool worth_waiting(const struct view *view, const struct rivals *rivals, size_t at)
{
	return rivals->two && (rivals->best.open || rivals->other.open) && !view->complete &&
	       view->size - at < WAIT_MAX;
}

/* How far LOOK tells which numbers there are. */
static bool tells(const struct look *look, uint32_t number)
{
	return look->links < LINKS_MAX && !look->open
		       ? true
		       : look->links &&
				 !sequence_after(number, look->way[look->links - 1].sequence);
}

/* The first number that a frame on one way has, and none on the other. */
static bool difference(const struct look *a, const struct look *b, uint32_t *number)
{
	unsigned i = 0, j = 0;

	while (i < a->links && j < b->links && a->way[i].sequence == b->way[j].sequence)
		i++, j++;
	if (i == a->links && j == b->links)
		return false;
	bool of_b = i == a->links ||
		    (j < b->links && sequence_after(a->way[i].sequence, b->way[j].sequence));
	*number = of_b ? b->way[j].sequence : a->way[i].sequence;
	return tells(of_b ? a : b, *number);
}

enum verdict { DECIDED, DOUBTED, LOOK_AGAIN, LATER_KNOWN };

/* Asks who knows of other streams which of RIVALS can't be right, and adds to FACTS what is so. */
static enum verdict ask(const struct view *view, const struct rivals *rivals, struct facts *facts)
{
	const struct frame_stream *stream = view->stream;
	uint32_t number;

	if (!rivals->two)
		return DECIDED;
	if (!stream->elsewhere || facts->count == FACTS_MAX ||
		!difference(&rivals->best, &rivals->other, &number))
		return DOUBTED;
	enum whereabouts where = stream->elsewhere(stream->census, stream, number);
	if (where == NOT_KNOWN_YET)
		return LATER_KNOWN;
	if (where == NEVER_KNOWN)
		return DOUBTED;
	facts->number[facts->count] = number;
	facts->here[facts->count++] = where == NOT_ELSEWHERE;
	return LOOK_AGAIN;
}

/* What it is when no header is all in view behind WALK. */
static enum found ends(const struct view *view, size_t at)
{
	if (!view->complete)
		return NEED_MORE;
	return view->size - at <= padding_max(view->stream->dialect) &&
			       may_pad(view, at, view->size - at)
		       ? AT_END
		       : NOT_HERE;
}

/* As choice_find(), as far as FACTS tell. */
static enum found find(const struct view *view, struct walk *walk, struct header *header,
	const struct facts *facts, struct rivals *rivals)
{
	size_t at = index_of(view, walk), need = unparted(view->stream->dialect);
	struct walk from = *walk;
	unsigned bits = skips(view, walk);
	bool doubtful = subbufs_doubtful(&view->stream->subbufs, &walk->place);
	bool lost = doubtful && !subbufs_known(&view->stream->subbufs, &walk->place);
	bool single = !(bits & (bits - 1)) && !doubtful;

	*rivals = (struct rivals){0};
	for (unsigned n = 0; bits; n++, bits >>= 1) {
		struct look look = look_from(view, facts);
		struct walk there = from;
		struct header other;

		if (!(bits & 1))
			continue;
		if (at + n + need > view->size)
			return rivals->any ? FOUND : ends(view, at);
		skip(view, &there, n);
		if (!may_pad(view, at, n) || !read_header(view, &there, at + n, LATER, &other) ||
			refuted(facts, from.last, &other))
			continue;
		/* Where any skip may be few frames have one: of equals it is that without. */
		if (!single)
			step(&look, &(struct stand){.walk = from, .weight = lost && !n}, &there,
				&other);
		compare(rivals, &look, n);
		if (rivals->best_at != n)
			continue;
		*walk = there;
		*header = other;
	}
	/* Where the end in doubt was passed there are more ways than these. */
	if (doubtful && !lost && !rivals->best.survives)
		return NOT_HERE;
	return rivals->any ? FOUND : NOT_HERE;
}

enum found choice_find(
	const struct view *view, struct walk *walk, struct header *header, bool *doubt)
{
	struct facts facts = {0};
	struct rivals rivals;

	subbufs_arrive(&view->stream->subbufs, &walk->place);
	struct walk from = *walk;
	for (;;) {
		*walk = from;
		enum found found = find(view, walk, header, &facts, &rivals);
		if (found != FOUND)
			return found;
		if (worth_waiting(view, &rivals, index_of(view, &from)))
			return NEED_MORE;
		enum verdict verdict = ask(view, &rivals, &facts);
		*doubt |= verdict == DOUBTED;
		if (verdict != LOOK_AGAIN)
			return verdict == LATER_KNOWN ? NEED_MORE : FOUND;
	}
}

/*
 * As cut_place(), for the body of HEADER, and if ANYWHERE, where only what looks like the next
 * header tells of a place, too.
 */
static uint64_t next_cut(const struct view *view, const struct walk *walk,
	const struct header *header, uint64_t from, uint64_t limit, bool anywhere)
{
	uint64_t cut = cut_place(view, walk, from, limit);

	if (!anywhere)
		return cut;
	const struct walk next = behind(walk, header, from);
	size_t last = (size_t)(cut - view->origin), need = unparted(view->stream->dialect);
	struct header other;

	for (size_t at = search_place(view, (size_t)(from - view->origin), last);
		at < last && at + need <= view->size; at = search_place(view, at + 1, last))
		if (read_header(view, &next, at, search_reach(view), &other) &&
			subbufs_full(&view->stream->subbufs, &walk->place, view->origin + at))
			return view->origin + at;
	return cut;
}

/* Looks ahead from each place where the BODY of HEADER may end. */
static void compare_ends(const struct view *view, const struct walk *walk,
	const struct header *header, const struct body *body, bool anywhere,
	const struct facts *facts, struct rivals *rivals)
{
	*rivals = (struct rivals){.best_at = view->size};
	for (uint64_t at = body->first_cut;; at++) {
		struct look look = look_from(view, facts);

		at = next_cut(view, walk, header, at, body->cut_limit, anywhere);
		if (at >= body->cut_limit)
			at = body->end;
		if (at == body->end && !body->may_be_whole)
			return;
		follow(&look,
			(struct stand){.walk = behind(walk, header, at), .cut = at != body->end});
		compare(rivals, &look, (size_t)(at - view->origin));
		if (at == body->end)
			return;
	}
}

size_t choice_end(
	const struct view *view, const struct walk *walk, const struct header *header, bool *doubt)
{
	struct body body = body_of(view, walk, header);
	size_t end = (size_t)(body.end - view->origin);
	/* Where it is in doubt where a sub-buffer ended, the next may begin anywhere. */
	bool anywhere =
		view->stream->overrun && subbufs_doubtful(&view->stream->subbufs, &walk->place);
	uint64_t cut = next_cut(view, walk, header, body.first_cut, body.cut_limit, anywhere);
	struct facts facts = {0};
	struct rivals rivals;

	if (cut >= body.cut_limit && body.may_be_whole)
		return end;
	if (body.most > view->origin + view->size && !view->complete)
		return WAIT;
	/* Without a mark that is no more than chance, where no known place is likely, either. */
	if (anywhere && view->stream->dialect == DIALECT_4) {
		compare_ends(view, walk, header, &body, false, &facts, &rivals);
		anywhere = rivals.best.survives;
	}
	for (;;) {
		compare_ends(view, walk, header, &body, anywhere, &facts, &rivals);
		if (worth_waiting(view, &rivals, header->at))
			return WAIT;
		enum verdict verdict = ask(view, &rivals, &facts);
		if (verdict == LATER_KNOWN)
			return WAIT;
		*doubt |= verdict == DOUBTED;
		/* What its header alone tells of is the less likely. */
		if (verdict != LOOK_AGAIN && !(anywhere && verdict == DOUBTED))
			return rivals.best_at;
		anywhere &= verdict == LOOK_AGAIN;
	}
}

size_t choice_leads_to(
	const struct view *view, const struct walk *walk, const struct header *header, size_t end)
{
	const struct facts nothing = {0};
	struct look look = look_from(view, &nothing);

	follow(&look, (struct stand){.walk = behind(walk, header, view->origin + end)});
	if (!look.survives)
		return 0;
	return look.links ? look.way[look.links / 2].at : end;
}
