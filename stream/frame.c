/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Frames out of a CPU's bytes. Where the place of a header is certain it is
 * read there, whatever a script prints. Where several places are possible,
 * that one is believed from which most frames follow each other; of equals the
 * one whose numbers are nearest. Such a look ahead is short, and no byte is
 * looked at more often than a few times, whatever it is.
 */
#include "stream/frame.h"

#include "stream/choice.h"
#include "stream/view.h"

/* The first byte of dialect 5's magic. */
#define MAGIC_FIRST '\xf0'

/* Dialect 4 has no magic: where there is a choice, a number is no further than this from the one
 * before. */
#define NEAR (1u << 20)

/* The same where what comes may be older, so that nearly every number is after some. */
#define CLOSE (1u << 16)

/* So many frames one behind the other are no chance. */
#define LINKS_MAX 3u

/* Where so many follow each other from either of two places, a longer look tells. */
#define LINKS_LONG 16u

/* Where in a header of dialect 4 the highest byte of the length is. */
#define HIGHEST_LENGTH_BYTE (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? 7 : 4)

void frame_stream_init(struct frame_stream *stream, enum dialect dialect, bool fresh)
{
	memset(stream, 0, offsetof(struct frame_stream, subbufs));
	stream->dialect = dialect;
	stream->started = fresh;
	subbufs_init(&stream->subbufs, fresh);
}

void frame_stream_read(struct frame_stream *stream, const struct subbuf_read *read)
{
	subbufs_note(&stream->subbufs, read);
}

static struct view view_of(
	const struct frame_stream *stream, const char *data, size_t size, bool complete)
{
	return (struct view){stream, data, size, complete, stream->subbufs.place.at};
}

static struct walk walk_of(const struct frame_stream *stream)
{
	return (struct walk){stream->subbufs.place, stream->started, stream->last};
}

/* How far a number may be from the one before where there is a choice. */
static uint32_t reach_of(const struct view *view)
{
	if (view->stream->dialect == DIALECT_5)
		return LATER;
	return view->stream->rewinds ? CLOSE : NEAR;
}

/*
 * The first place from FROM on, before LIMIT, that is worth reading a header at;
 * LIMIT if there is none. Dialect 5 has its magic; of dialect 4's length,
 * which FRAME_BODY_MAX bounds, the highest byte is 0, and text has no such byte.
 */
static size_t header_place(const struct view *view, size_t from, size_t limit)
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

/* How many bytes may have to be skipped where WALK is: bit N is set when N may. */
static unsigned skips(const struct view *view, struct walk *walk)
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

/* As look(), in dialect 5: behind NULs, as its first byte is none. */
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

/* What stands where WALK is, where a frame may begin? Of several headers the one with the nearest
 * number. */
static enum found look(
	const struct view *view, struct walk *walk, uint32_t reach, struct header *header)
{
	size_t at = index_of(view, walk), need = header_size(view->stream->dialect);
	enum found found = NOT_HERE;
	struct header other;

	if (at > view->size)
		return view->complete ? NOT_HERE : NEED_MORE;
	if (view->stream->dialect == DIALECT_5)
		return look_marked(view, walk, reach, header);
	for (unsigned bits = skips(view, walk); bits; bits >>= 1, at++) {
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

/* How much speaks for FIRST, which follows in WALK? */
static struct proof prove_long(
	const struct view *view, struct walk walk, const struct header *first, unsigned most)
{
	uint32_t from = walk.started ? walk.last : first->sequence, reach = reach_of(view);
	struct proof proof = {0};
	struct header header = *first;

	for (;;) {
		struct header next;

		pass(view, &walk, &header);
		proof.span = header.sequence - from;
		proof.enough = ++proof.links == most;
		if (proof.enough)
			return proof;
		enum found found = look(view, &walk, reach, &next);
		if (found != FOUND) {
			proof.enough = found == AT_END;
			proof.open = found == NEED_MORE;
			return proof;
		}
		header = next;
	}
}

static struct proof prove(
	const struct view *view, const struct walk *walk, const struct header *first)
{
	return prove_long(view, *walk, first, LINKS_MAX);
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

/* The header of the frame that begins where the stream is, padding skipped. */
static enum found find(const struct view *view, struct walk *walk, struct header *header)
{
	if (view->stream->dialect == DIALECT_5)
		return look_marked(view, walk, LATER, header);
	unsigned bits = skips(view, walk);
	enum found found = NOT_HERE;
	struct proof best = {0};
	size_t need = header_size(view->stream->dialect), at = 0;
	struct walk any = {.place = walk->place};
	bool wait = false, best_near = true;

	if (!(bits & (bits - 1)))
		return look(view, walk, LATER, header);
	for (; bits; bits >>= 1, at++) {
		struct header other;

		if (!(bits & 1))
			continue;
		if (at + need > view->size) {
			if (found != FOUND)
				return ends(view, 0);
			wait |= !view->complete;
			break;
		}
		bool near = read_header(view, walk, at, reach_of(view), &other);
		if (!near && (view->stream->rewinds || !read_header(view, &any, at, LATER, &other)))
			continue;
		struct proof proof = prove(view, near ? walk : &any, &other);
		/* Any other number has to be that of a frame for certain. */
		if (!near && (proof.links < LINKS_MAX || best.enough))
			continue;
		wait |= worth_waiting(view, &proof, 0);
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

/*
 * The first header that frames follow, wherever the stream lost its footing, or
 * begins in the middle of one. Its number may be before that of the last frame,
 * which then was none. *KEEP is the first place from which that is not decided.
 */
SELDOM static enum found search(const struct view *view, struct header *header, size_t *keep)
{
	const struct frame_stream *stream = view->stream;
	size_t need = header_size(stream->dialect), limit = view->size, open = SIZE_MAX;
	struct walk walk = walk_of(stream), any = walk;
	bool marked = stream->dialect == DIALECT_5, found = false;
	struct proof best = {0};

	any.started = marked && walk.started && !stream->rewinds;
	for (size_t at = 0;; at++) {
		struct header other;

		at = header_place(view, at, limit);
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
			return NEED_MORE;
		}
		if (found && !better(&proof, &best))
			continue;
		/* What overlaps it may be better: a byte beside it, too, frames may seem to follow.
		 */
		if (!found && at + need < limit)
			limit = marked ? at + 1 : at + need;
		*header = other;
		best = proof;
		found = true;
	}
	if (found)
		return FOUND;
	*keep = view->complete ? view->size : view->size < need ? 0 : view->size - need + 1;
	if (open < *keep)
		*keep = open;
	return open != SIZE_MAX ? NEED_MORE : NOT_HERE;
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
		unsigned bits = skips(view, &walk);
		if (goal->at - at <= padding_max(view->stream->dialect) &&
			bits >> (goal->at - at) & 1)
			return true;
		if (look(view, &walk, goal->sequence - walk.last - 1, &header) != FOUND ||
			header.at > goal->at)
			return false;
	}
	return false;
}

/*
 * Where the body of HEADER, which WALK has passed and which begins at BODY,
 * ends: after its length, at the end of the data, or where the next header comes
 * early. NEXT is what was FOUND behind it. That a header comes early is believed
 * when what is behind speaks less for this one than for that, or when frames
 * lead from it to the one behind, numbered in between: later ones may end just
 * where this one should have. *BORNE_OUT becomes false when nothing follows. WAIT
 * when what is still to come decides.
 */
static size_t body_end(const struct view *view, const struct walk *walk, enum found found,
	const struct header *next, size_t body, bool *borne_out)
{
	size_t need = header_size(view->stream->dialect), end = index_of(view, walk);
	size_t limit = end < view->size ? end : view->size, steps = limit - body, best_at = end;
	uint32_t reach = reach_of(view);
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
	for (size_t at = header_place(view, body, limit); at < limit && at + need <= view->size;
		at = header_place(view, at + 1, limit)) {
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

/* What a flight recorder begins with may be the rest of a frame that it wrote over. */
static void count_stray(struct frame_stream *stream, size_t bytes)
{
	if (stream->started)
		stream->stray += bytes;
}

/* Takes the frame of HEADER off, of which THERE bytes of the body are there; SKIPPED come before
 * it. */
static void take(
	struct frame_stream *stream, struct frame *frame, const struct header *header, size_t there)
{
	frame->sequence = header->sequence;
	frame->skip = header->at;
	frame->header = header_size(stream->dialect);
	frame->length = there < header->length ? (uint32_t)there : header->length;
	frame->missing = header->length - frame->length;
	frame->back = false;
	stream->last = header->sequence;
	stream->started = true;
	stream->subbufs.place.at += frame_span(frame);
}

/* No frame: BYTES of what is there are to be dropped. */
static bool drop(struct frame_stream *stream, size_t bytes, size_t *stray)
{
	*stray = bytes;
	stream->subbufs.place.at += bytes;
	return false;
}

/* As frame_next(), where it is not known where sub-buffers end; and of STREAM->rewinds: after the
 * newest frame the stream begins anew. */
static bool next_searched(struct frame_stream *stream, const char *data, size_t size, bool complete,
	struct frame *frame, size_t *stray)
{
	const struct view view = view_of(stream, data, size, complete);
	struct walk walk = walk_of(stream);
	struct header header, next;
	enum found here = NOT_HERE;
	size_t keep = 0, need = header_size(stream->dialect);
	bool borne_out = true;

	*stray = 0;
	if (stream->started)
		here = find(&view, &walk, &header);
	stream->subbufs.place = walk.place;
	stream->subbufs.sure = 0;
	if (stream->dialect == DIALECT_5)
		subbufs_skip_to(&stream->subbufs, &stream->subbufs.place);
	if (here == AT_END)
		return drop(stream, size, stray);
	if (here == NOT_HERE) {
		here = search(&view, &header, &keep);
		if (here != FOUND) {
			count_stray(stream, keep);
			return drop(stream, keep, stray);
		}
		if (header.at > padding_max(stream->dialect))
			count_stray(stream, header.at);
	}
	if (here == NEED_MORE)
		return false;

	walk.place = stream->subbufs.place;
	pass(&view, &walk, &header);
	size_t body = header.at + need, end;
	enum found behind = look(&view, &walk, reach_of(&view), &next);
	if (behind == NEED_MORE) {
		/* What is before it takes the room of what is needed. */
		return drop(
			stream, header.at > padding_max(stream->dialect) ? header.at : 0, stray);
	}
	end = body_end(&view, &walk, behind, &next, body, &borne_out);
	if (end == WAIT)
		return false;
	if (stream->rewinds && !borne_out) {
		/* The newest: it may be cut short, and the oldest follows. */
		stream->started = false;
		return drop(stream, body, stray);
	}
	bool back = stream->started && !sequence_after(header.sequence, stream->last);
	take(stream, frame, &header, end - body);
	frame->back = back && !stream->rewinds;
	return true;
}

/* As frame_next(), where the ends of sub-buffers are known. *LOST becomes true when no frame is
 * where one has to be. */
static bool next_known(struct frame_stream *stream, const char *data, size_t size, bool complete,
	struct frame *frame, size_t *stray, bool *lost)
{
	const struct view view = view_of(stream, data, size, complete);
	struct walk walk = walk_of(stream);
	struct header header;

	*stray = 0;
	*lost = false;
	if (stream->dialect == DIALECT_5)
		subbufs_skip_to(&stream->subbufs, &walk.place);
	enum found here = choice_find(&view, &walk, &header);
	*lost = here == NOT_HERE;
	if (here == AT_END)
		return drop(stream, size, stray);
	if (here != FOUND)
		return false;
	size_t end = choice_end(&view, &walk, &header);
	if (end == WAIT || (end > size && !complete))
		return false;
	size_t body = header.at + header_size(stream->dialect);
	uint64_t at = view.origin;
	stream->subbufs.place = walk.place;
	stream->subbufs.place.at = at;
	stream->subbufs.sure = 0;
	take(stream, frame, &header, (end < size ? end : size) - body);
	return true;
}

static bool next_frame(struct frame_stream *stream, const char *data, size_t size, bool complete,
	struct frame *frame, size_t *stray)
{
	bool lost;

	if (stream->started && !stream->rewinds &&
		subbufs_known(&stream->subbufs, &stream->subbufs.place)) {
		bool found = next_known(stream, data, size, complete, frame, stray, &lost);

		if (!lost)
			return found;
	}
	return next_searched(stream, data, size, complete, frame, stray);
}

/* As frame_next(), but for the usual: the frames that STREAM->rewinds gives again are skipped. */
SELDOM static bool next_unusual(struct frame_stream *stream, const char *data, size_t size,
	bool complete, struct frame *frame, size_t *stray)
{
	size_t skipped = 0;

	if (!stream->rewinds)
		return next_frame(stream, data, size, complete, frame, stray);
	for (;;) {
		bool found =
			next_frame(stream, data + skipped, size - skipped, complete, frame, stray);

		if (found && (!stream->given || sequence_after(frame->sequence, stream->top))) {
			stream->given = true;
			stream->top = frame->sequence;
			frame->skip += skipped;
			return true;
		}
		if (!found && !*stray) {
			*stray = skipped;
			return false;
		}
		skipped += found ? frame_span(frame) : *stray;
	}
}

/* Is there a header of dialect 5 right at DATA + AT, numbered after LAST? */
static inline bool follows(
	uint32_t last, const char *data, size_t at, size_t size, struct header *header)
{
	const char *p = data + at;

	if (size < at + MARKED_HEADER || !is_marked(p))
		return false;
	memcpy(&header->sequence, p + 4, 4);
	memcpy(&header->length, p + 8, 4);
	return header->length - 1 < FRAME_BODY_MAX && header->sequence - last - 1 < LATER;
}

/*
 * The usual case, for speed: what follows gives a frame in the least instructions,
 * and goes on elsewhere with whatever it does not know, as its last step, so that
 * no register is to be kept for that.
 */

/* HEADER is right at the begin of the data, and its body is whole. */
static inline __attribute__((always_inline)) bool take_usual(struct frame_stream *stream,
	struct frame *frame, const struct header *header, size_t *stray)
{
	frame->sequence = stream->last = header->sequence;
	frame->length = header->length;
	frame->missing = 0;
	frame->skip = 0;
	frame->header = header_size(stream->dialect);
	frame->back = false;
	stream->subbufs.place.at += frame->header + header->length;
	*stray = 0;
	return true;
}

/* As next_marked(), where a frame may be one cut short: nothing in its body may look like the
 * begin of another. */
SELDOM static bool next_doubtful(struct frame_stream *stream, const char *data, size_t size,
	bool complete, struct frame *frame, size_t *stray)
{
	struct header header;

	if (!follows(stream->last, data, 0, size, &header) ||
		memchr(data + MARKED_HEADER, MAGIC_FIRST, header.length))
		return next_unusual(stream, data, size, complete, frame, stray);
	return take_usual(stream, frame, &header, stray);
}

/* In dialect 5 a header right here, and right behind its body the next one. */
static inline __attribute__((always_inline)) bool next_marked(struct frame_stream *stream,
	const char *data, size_t size, bool complete, struct frame *frame, size_t *stray)
{
	struct header header, next;

	if (!follows(stream->last, data, 0, size, &header) ||
		!follows(header.sequence, data, MARKED_HEADER + header.length, size, &next))
		return next_unusual(stream, data, size, complete, frame, stray);
	if (stream->overrun && next.sequence != header.sequence + 1)
		return next_doubtful(stream, data, size, complete, frame, stray);
	return take_usual(stream, frame, &header, stray);
}

/* In dialect 4 a place that is certain, and a body that is certain to be whole. */
static inline __attribute__((always_inline)) bool next_certain(struct frame_stream *stream,
	const char *data, size_t size, bool complete, struct frame *frame, size_t *stray)
{
	const struct subbufs *subbufs = &stream->subbufs;
	uint64_t at = subbufs->place.at;
	struct header header;

	if (size < 8 || at >= subbufs->sure)
		return next_unusual(stream, data, size, complete, frame, stray);
	memcpy(&header.sequence, data, 4);
	memcpy(&header.length, data + 4, 4);
	if (header.length - 1 >= FRAME_BODY_MAX || header.sequence - stream->last - 1 >= LATER ||
		header.length > size - 8 || at + 8 + header.length > subbufs->whole)
		return next_unusual(stream, data, size, complete, frame, stray);
	return take_usual(stream, frame, &header, stray);
}

/* As next_certain(), once more is known of what is certain. */
SELDOM static bool next_looking_ahead(struct frame_stream *stream, const char *data, size_t size,
	bool complete, struct frame *frame, size_t *stray)
{
	subbufs_look_ahead(&stream->subbufs);
	return next_certain(stream, data, size, complete, frame, stray);
}

bool frame_next(struct frame_stream *stream, const char *data, size_t size, bool complete,
	struct frame *frame, size_t *stray)
{
	if (__builtin_expect(!stream->started || stream->rewinds, false))
		return next_unusual(stream, data, size, complete, frame, stray);
	if (stream->dialect == DIALECT_5)
		return next_marked(stream, data, size, complete, frame, stray);
	if (stream->subbufs.place.at >= stream->subbufs.sure)
		return next_looking_ahead(stream, data, size, complete, frame, stray);
	return next_certain(stream, data, size, complete, frame, stray);
}

size_t frame_rewound(struct frame_stream *stream, const char *data, size_t size)
{
	struct frame_stream walk = *stream;
	struct frame frame;
	size_t at = 0, begin = 0, stray;
	bool any = false, found;
	uint32_t last = 0;

	walk.rewinds = true;
	walk.elsewhere = NULL;
	while ((found = next_frame(&walk, data + at, size - at, false, &frame, &stray)) || stray) {
		if (found && any && !sequence_after(frame.sequence, last))
			begin = at + frame.skip;
		if (found)
			last = frame.sequence;
		any |= found;
		at += found ? frame_span(&frame) : stray;
	}
	drop(stream, begin, &stray);
	return begin;
}

size_t frame_rest(const struct frame_stream *stream, const char *data, size_t size)
{
	struct frame_stream copy = *stream;
	size_t need = header_size(copy.dialect), at = 0, stray;
	struct frame frame;

	copy.elsewhere = NULL;
	while (frame_next(&copy, data + at, size - at, false, &frame, &stray))
		at += frame_span(&frame);
	at += stray;
	const struct view view = view_of(&copy, data + at, size - at, false);
	struct walk walk = walk_of(&copy);
	for (;;) {
		size_t from = index_of(&view, &walk);
		struct header header;

		if (from >= view.size)
			return from - view.size;
		unsigned bits = skips(&view, &walk);
		/* Without a magic, padding may look like a header until the true one is there. */
		bool sure = copy.dialect == DIALECT_5 || !(bits & (bits - 1)) ||
			    view.size - from >= padding_max(copy.dialect) + need;
		if (look(&view, &walk, LATER, &header) != FOUND ||
			(!sure && header.sequence != walk.last + 1))
			/* A header has begun, or it is padding, behind which one comes. */
			return view.size - from < need ? need - (view.size - from) : 1;
		pass(&view, &walk, &header);
	}
}
