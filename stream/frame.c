/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Frames out of a CPU's bytes. Where the place of a header is certain it is
 * read there, whatever a script prints; where it is not, search.c and choice.c
 * say which is the one.
 */
#include "stream/frame.h"

#include "stream/choice.h"
#include "stream/search.h"
#include "stream/view.h"

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

/* The same, of what pads nothing. */
static bool drop_stray(struct frame_stream *stream, size_t bytes, size_t *stray)
{
	count_stray(stream, bytes);
	drop(stream, bytes, stray);
	if (bytes)
		stream->stray_end = stream->subbufs.place.at;
	return false;
}

/* Do stray bytes end where STREAM is? Then those up to the next frame are stray, too. */
static bool is_astray(const struct frame_stream *stream)
{
	return stream->stray_end && stream->stray_end == stream->subbufs.place.at;
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
	size_t keep = 0, need = header_size(stream->dialect), most = padding_max(stream->dialect);
	bool borne_out = true, astray = is_astray(stream);

	*stray = 0;
	if (stream->started)
		here = search_find(&view, &walk, &header);
	stream->subbufs.place = walk.place;
	stream->subbufs.sure = 0;
	if (stream->dialect == DIALECT_5)
		subbufs_skip_to(&stream->subbufs, &stream->subbufs.place);
	if (here == AT_END)
		return drop(stream, size, stray);
	if (here == NOT_HERE) {
		/* What may pad is no stray until it is known what it is before. */
		if (!search_on(&view, &header, &keep))
			return drop_stray(
				stream, complete || astray || keep > most ? keep : 0, stray);
		astray |= header.at > most;
	}
	if (here == NEED_MORE)
		return false;

	walk.place = stream->subbufs.place;
	pass(&view, &walk, &header);
	size_t body = header.at + need, end;
	enum found behind = search_look(&view, &walk, search_reach(&view), &next);
	if (behind == NOT_HERE && stream->rewinds)
		behind = search_find(&view, &walk, &next); /* of a CPU that seldom prints */
	/* The bytes before it take the room of what is needed. */
	if (behind == NEED_MORE)
		return drop_stray(stream, astray ? header.at : 0, stray);
	end = search_end(&view, &walk, behind, &next, body, &borne_out);
	if (end == WAIT)
		return false;
	if (astray)
		count_stray(stream, header.at);
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
	bool doubt = false;
	enum found here = choice_find(&view, &walk, &header, &doubt);
	*lost = here == NOT_HERE;
	if (here == AT_END)
		return drop(stream, size, stray);
	if (here != FOUND)
		return false;
	size_t end = choice_end(&view, &walk, &header, &doubt);
	if (end == WAIT || (end > size && !complete))
		return false;
	if (subbufs_doubtful(&stream->subbufs, &walk.place)) {
		size_t there = choice_leads_to(&view, &walk, &header, end);

		/* Cut short where a sub-buffer ended that is not known, its body would go on too
		 * far. */
		*lost = !there && subbufs_full(&stream->subbufs, &walk.place, view.origin + end);
		if (*lost)
			return false;
		stream->subbufs.led_to = view.origin + there;
	}
	size_t body = header.at + header_size(stream->dialect);
	uint64_t at = view.origin;
	if (is_astray(stream))
		count_stray(stream, header.at);
	stream->subbufs.place = walk.place;
	stream->subbufs.place.at = at;
	stream->subbufs.sure = 0;
	stream->doubts += doubt;
	take(stream, frame, &header, (end < size ? end : size) - body);
	return true;
}

static bool next_frame(struct frame_stream *stream, const char *data, size_t size, bool complete,
	struct frame *frame, size_t *stray)
{
	struct subbufs *subbufs = &stream->subbufs;
	bool doubtful = subbufs_doubtful(subbufs, &subbufs->place), lost;
	bool known = subbufs_known(subbufs, &subbufs->place);

	if (!stream->started || stream->rewinds)
		return next_searched(stream, data, size, complete, frame, stray);
	if (doubtful && subbufs->unread && !complete && size < WAIT_MAX)
		return drop(stream, 0, stray);
	while (known || doubtful) {
		bool found = next_known(stream, data, size, complete, frame, stray, &lost);

		if (!lost)
			return found;
		if (!known || !doubtful)
			break;
		subbufs_lose(&subbufs->place);
		known = false;
	}
	stream->doubts += doubtful;
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
	size_t need = unparted(copy.dialect), at = 0, stray;
	struct frame frame;

	copy.elsewhere = NULL;
	copy.subbufs.unread = false; /* it may never be read */
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
		unsigned bits = search_skips(&view, &walk);
		/* Without a magic, padding may look like a header until the true one is there. */
		bool sure = copy.dialect == DIALECT_5 || !(bits & (bits - 1)) ||
			    view.size - from >= padding_max(copy.dialect) + need;
		if (search_look(&view, &walk, LATER, &header) != FOUND ||
			(!sure && header.sequence != walk.last + 1))
			/* A header has begun, or it is padding, behind which one comes. */
			return view.size - from < need ? need - (view.size - from) : 1;
		pass(&view, &walk, &header);
	}
}
