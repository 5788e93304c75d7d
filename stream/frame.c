/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Frames out of a CPU's bytes. The rule throughout: a header is believed when
 * what follows its body is right, too (the next header, or the end). Only
 * where it is not is the body searched for the header that came early, so that
 * nothing that a script prints is taken for a header.
 */
#include "stream/frame.h"

#include <string.h>

/* U+1FA7A, a stethoscope. */
static const char magic[4] = {'\xf0', '\x9f', '\xa9', '\xba'};

/*
 * Dialect 4 has no magic: there a sequence must be this close to the one
 * before, unless searching found nothing better.
 */
#define NEAR (1u << 24)

/* As close as that it is not by chance. */
#define CLOSE (1u << 16)

/* Where in a header of dialect 4 the highest byte of the length is. */
#define HIGHEST_LENGTH_BYTE (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? 7 : 4)

_Static_assert(FRAME_BODY_MAX < 1u << 24, "the highest byte of a length is 0");

/* Inlined, it would cost the usual way its registers. */
#define SELDOM __attribute__((noinline))

enum found { FOUND, AT_END, NOT_HERE, NEED_MORE };

struct header {
	uint32_t sequence;
	uint32_t length;
	size_t skip;
};

static size_t header_size(enum dialect dialect)
{
	return dialect == DIALECT_5 ? sizeof(magic) + 8 : 8;
}

/* The most bytes that the end of a sub-buffer leaves between two frames. */
static size_t padding_max(enum dialect dialect)
{
	return dialect == DIALECT_5 ? header_size(dialect) - 1 : header_size(dialect);
}

void frame_stream_init(struct frame_stream *stream, enum dialect dialect, bool fresh)
{
	*stream = (struct frame_stream){.dialect = dialect, .started = fresh};
}

/* Is there a header at P, of which header_size() bytes are there? */
static bool read_header(
	const struct frame_stream *after, const char *p, uint32_t reach, struct header *header)
{
	if (after->dialect == DIALECT_5) {
		if (memcmp(p, magic, sizeof(magic)) != 0)
			return false;
		p += sizeof(magic);
	}
	memcpy(&header->sequence, p, 4);
	memcpy(&header->length, p + 4, 4);
	return header->length >= 1 && header->length <= FRAME_BODY_MAX &&
	       (!after->started || header->sequence - after->last - 1 < reach);
}

/*
 * The first place from FROM on, before LIMIT, that is worth reading a header at;
 * LIMIT if there is none. SIZE bytes are at DATA. Dialect 5 has its magic; of dialect 4's length,
 * which FRAME_BODY_MAX bounds, the highest byte is 0, and text has no such byte.
 */
static size_t header_place(
	enum dialect dialect, const char *data, size_t from, size_t limit, size_t size)
{
	size_t at = dialect == DIALECT_5 ? 0 : HIGHEST_LENGTH_BYTE;
	size_t end = limit + at < size ? limit + at : size;
	const char *p = NULL;

	if (from + at < end)
		p = memchr(data + from + at, dialect == DIALECT_5 ? magic[0] : 0, end - from - at);
	return p ? (size_t)(p - data) - at : limit;
}

static uint32_t reach(const struct frame_stream *stream)
{
	return stream->dialect == DIALECT_5 ? INT32_MAX : NEAR;
}

static bool all_nul(const char *data, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (data[i])
			return false;
	return true;
}

/* May the end of a sub-buffer have left these bytes between two frames? */
static bool is_padding(enum dialect dialect, const char *data, size_t size)
{
	return size <= padding_max(dialect) && (dialect == DIALECT_4 || all_nul(data, size));
}

/* What stands at DATA, at the place where a frame may begin? From *SKIP on. */
static enum found look(const struct frame_stream *after, const char *data, size_t size,
	bool complete, size_t from, struct header *header)
{
	size_t need = header_size(after->dialect);
	size_t most = padding_max(after->dialect);

	for (size_t skip = from;; skip++) {
		if (after->dialect == DIALECT_4)
			skip = header_place(DIALECT_4, data, skip, most + 1, size);
		else if (skip > 0 && skip <= most && data[skip - 1])
			return NOT_HERE;
		if (skip > most && size >= most + need)
			return NOT_HERE;
		if (size < skip + need) {
			if (!complete)
				return NEED_MORE;
			return is_padding(after->dialect, data, size) ? AT_END : NOT_HERE;
		}
		if (read_header(after, data + skip, reach(after), header)) {
			header->skip = skip;
			return FOUND;
		}
	}
}

/* What stands at DATA where a frame after AFTER may begin; of several places the nearest number. */
static enum found look_nearest(const struct frame_stream *after, const char *data, size_t size,
	bool complete, struct header *header)
{
	enum found found = look(after, data, size, complete, 0, header);
	struct header other = *header;

	if (found != FOUND || after->dialect == DIALECT_5)
		return found;
	while (look(after, data, size, complete, other.skip + 1, &other) == FOUND)
		if (sequence_after(header->sequence, other.sequence))
			*header = other;
	return FOUND;
}

/* What follows the body of HEADER? FOUND and AT_END bear HEADER out; *NEXT is what was found. */
static enum found look_behind(enum dialect dialect, const struct header *header, const char *data,
	size_t size, bool complete, struct header *next)
{
	size_t end = header->skip + header_size(dialect) + header->length;
	struct frame_stream then = {.dialect = dialect, .started = true, .last = header->sequence};

	if (end > size)
		return complete ? NOT_HERE : NEED_MORE;
	next->skip = size - end;
	return look_nearest(&then, data + end, size - end, complete, next);
}

/*
 * How much speaks for a header, where dialect 4 leaves several places to choose
 * from: of one whose number is far from the one before next to nothing, unless
 * it leads on to a close one; of one whose body's end has not come yet little;
 * of one that is cut short, or has padding behind it, less than of one that
 * another follows.
 */
enum trust { TRUST_NONE, TRUST_FAR, TRUST_UNSEEN, TRUST_DISTANT, TRUST_PADDED, TRUST_FULL };

/*
 * Is HEADER that of a frame cut short, in whose body another begins and leads
 * on? NEED_MORE when that is open: what would tell has not come, or never will
 * as the buffer ran full once more behind it.
 */
SELDOM static enum found is_cut(const struct header *header, const char *data, size_t size)
{
	size_t need = header_size(DIALECT_4), body = header->skip + need;
	size_t end = body + header->length < size ? body + header->length : size;
	struct frame_stream then = {
		.dialect = DIALECT_4, .started = true, .last = header->sequence};
	enum found found = body + header->length > size ? NEED_MORE : NOT_HERE;

	for (size_t at = body;; at++) {
		struct header early, next;

		at = header_place(DIALECT_4, data, at, end, size);
		if (at >= end || at + need > size)
			return found;
		if (!read_header(&then, data + at, CLOSE, &early))
			continue;
		early.skip = at;
		enum found behind = look_behind(DIALECT_4, &early, data, size, false, &next);
		if (behind == FOUND && next.sequence - early.sequence - 1 < CLOSE)
			return FOUND;
		if (behind == NEED_MORE)
			found = NEED_MORE;
	}
}

static enum trust trust(const struct frame_stream *after, const struct header *header,
	const char *data, size_t size, bool complete)
{
	struct header next = {0};
	enum found behind = look_behind(after->dialect, header, data, size, complete, &next);

	if (after->dialect == DIALECT_5)
		return TRUST_FULL; /* the magic says enough */
	uint32_t distance = after->started ? header->sequence - after->last - 1 : 0;
	bool cut = behind == NOT_HERE && after->overrun;
	if (cut)
		behind = is_cut(header, data, size);
	if (behind == NOT_HERE)
		return TRUST_NONE;
	if (distance >= CLOSE) {
		bool led_on = behind == FOUND && !cut && !next.skip &&
			      next.sequence - header->sequence - 1 < CLOSE;

		return led_on && distance < NEAR ? TRUST_DISTANT : TRUST_FAR;
	}
	if (behind == NEED_MORE && after->overrun)
		return TRUST_UNSEEN;
	if (cut)
		return TRUST_PADDED;
	return behind != NEED_MORE && next.skip ? TRUST_PADDED : TRUST_FULL;
}

/* How many numbers are between HEADER and the one behind its body. */
SELDOM static uint32_t gap_behind(const struct header *header, const char *data, size_t size)
{
	struct header next;

	return look_behind(DIALECT_4, header, data, size, false, &next) == FOUND
		       ? next.sequence - header->sequence - 1
		       : UINT32_MAX;
}

/*
 * Does more speak for HEADER, trusted THIS much, than for BEST? Of two that
 * overlap, if anything speaks for both: where a buffer was full the nearer one;
 * as the first of a stream the one with a near one behind it (of frames of equal
 * lengths all of what is a byte beside them leads on, too).
 */
SELDOM static bool better(const struct frame_stream *after, enum trust this,
	const struct header *header, enum trust most, const struct header *best, const char *data,
	size_t size)
{
	if (this < TRUST_PADDED || most == TRUST_NONE ||
		header->skip >= best->skip + header_size(after->dialect))
		return this > most;
	if (!after->started)
		return gap_behind(header, data, size) < gap_behind(best, data, size);
	return this > most || (after->overrun && sequence_after(best->sequence, header->sequence));
}

/*
 * The header in DATA[FROM..LIMIT), numbered at most REACH after AFTER, for
 * which most speaks; the first of equals.
 */
SELDOM static enum trust search(const struct frame_stream *after, uint32_t reach, const char *data,
	size_t from, size_t limit, size_t size, bool complete, struct header *best)
{
	size_t need = header_size(after->dialect);
	enum trust most = TRUST_NONE;

	for (size_t at = from;; at++) {
		struct header header;

		at = header_place(after->dialect, data, at, limit, size);
		if (at >= limit || at + need > size)
			break;
		if (!read_header(after, data + at, reach, &header))
			continue;
		header.skip = at;
		enum trust this = trust(after, &header, data, size, complete);
		if (better(after, this, &header, most, best, data, size)) {
			most = this;
			*best = header;
		}
		if (this == TRUST_FULL && !after->overrun && after->started)
			break;
		if (this >= (after->started ? TRUST_FULL : TRUST_PADDED) && limit > at + need)
			limit = at + need;
	}
	return most;
}

/*
 * The header of the frame that begins at DATA, padding skipped. Where several
 * places could hold it (dialect 4), the one for which most speaks, of equals
 * the nearest sequence.
 */
static enum found find(const struct frame_stream *stream, const char *data, size_t size,
	bool complete, struct header *header)
{
	enum found first = look(stream, data, size, complete, 0, header);

	if (first != FOUND || stream->dialect == DIALECT_5)
		return first;
	struct header other = *header;
	enum trust most = trust(stream, header, data, size, complete);
	if (most == TRUST_FULL && header->sequence == stream->last + 1)
		return FOUND;
	while (look(stream, data, size, complete, other.skip + 1, &other) == FOUND) {
		enum trust this = trust(stream, &other, data, size, complete);

		if (better(stream, this, &other, most, header, data, size) ||
			(this == most && sequence_after(header->sequence, other.sequence))) {
			most = this;
			*header = other;
		}
	}
	return FOUND;
}

/*
 * Where a header comes early in DATA[FROM..LIMIT) from which frames lead, one
 * behind the other, to the place and the number of NEXT; else LIMIT. That so
 * many agree is no chance, whatever the script prints.
 */
static size_t chain_begin(const struct frame_stream *after, const struct header *next,
	const char *data, size_t from, size_t limit)
{
	size_t need = header_size(after->dialect);
	size_t goal = limit + next->skip; /* the place of NEXT */

	if (next->sequence == after->last + 1)
		return limit; /* no number is left for one between */
	for (size_t at = from;; at++) {
		struct frame_stream then = *after;
		size_t place = at = header_place(after->dialect, data, at, limit, goal);

		if (at >= limit)
			break;
		while (place < goal) {
			struct header header = {0};
			uint32_t between = next->sequence - then.last - 1;

			if (goal - place < need ||
				!read_header(&then, data + place, between, &header))
				break;
			then.last = header.sequence;
			place += need + header.length;
			if (place > goal)
				break;
			if (is_padding(after->dialect, data + place, goal - place))
				return at;
			if (look_nearest(&then, data + place, goal - place, false, &header) !=
				FOUND)
				break;
			place += header.skip;
		}
	}
	return limit;
}

/*
 * Where the body of HEADER, which begins at BODY, ends: after its length, at
 * the end of the data, or where the next header comes early. That is searched
 * for when what follows does not bear HEADER out; and when the buffer may have
 * been full, as later frames may end just where this one should have.
 * *BEHIND becomes NOT_HERE when nothing leads on from there.
 */
static size_t body_end(const struct frame_stream *stream, const struct header *header,
	enum found *behind, const struct header *next, const char *data, size_t body, size_t size,
	bool complete)
{
	size_t end = body + header->length < size ? body + header->length : size;
	struct frame_stream then = {
		.dialect = stream->dialect,
		.started = true,
		.overrun = stream->overrun || stream->rewinds,
		.last = header->sequence,
	};
	struct header last = {.sequence = header->sequence + INT32_MAX, .skip = size - end}, early;
	struct header there = *next;
	enum trust least = TRUST_NONE;

	if (*behind == FOUND && then.overrun && stream->dialect == DIALECT_4) {
		struct frame_stream any = {.dialect = DIALECT_4};

		/* Without a magic, what is found behind it may be a chance, too. */
		there.skip += end;
		least = trust(&then, &there, data, size, complete);
		if (least <= TRUST_FAR)
			*behind = NOT_HERE;
		/* And what is older, or a byte beside it, look newer. */
		if (stream->rewinds && least == TRUST_DISTANT &&
			(!search(&any, INT32_MAX, data, end, end + padding_max(DIALECT_4) + 1, size,
				 complete, &there) ||
				!sequence_after(there.sequence, header->sequence)))
			*behind = NOT_HERE;
	}
	if (*behind == NOT_HERE) {
		if (search(&then, stream->rewinds ? CLOSE : INT32_MAX, data, body, end, size,
			    complete, &early) <= least)
			return end;
		*behind = FOUND;
		return early.skip;
	}
	if (!then.overrun)
		return end;
	return chain_begin(&then, *behind == FOUND ? next : &last, data, body, end);
}

/* What a flight recorder begins with may be the rest of a frame that it wrote over. */
static void count_stray(struct frame_stream *stream, size_t bytes)
{
	if (stream->started)
		stream->stray += bytes;
}

static void fill_frame(
	struct frame_stream *stream, struct frame *frame, const struct header *header, size_t there)
{
	frame->sequence = header->sequence;
	frame->skip = header->skip;
	frame->header = header_size(stream->dialect);
	frame->length = there < header->length ? (uint32_t)there : header->length;
	frame->missing = header->length - frame->length;
	if (header->skip > padding_max(stream->dialect))
		count_stray(stream, header->skip);
	stream->last = header->sequence;
	stream->started = true;
}

/* Is any of EIGHT bytes 0? */
static bool has_nul(const char *eight)
{
	uint64_t bytes;

	memcpy(&bytes, eight, sizeof(bytes));
	return (bytes - 0x0101010101010101) & ~bytes & 0x8080808080808080;
}

/*
 * Is there a header right at DATA + AT, numbered soon after LAST? Dialect 4 has
 * no mark by which to know one. There the number must be the next, so that no
 * other place could do better, or none of the eight places behind this one may
 * be one: the highest byte of its length would be 0.
 */
static inline bool follows(
	bool marked, uint32_t last, const char *data, size_t at, size_t size, struct header *header)
{
	const char *p = data + at;

	if (size < at + 16 || (marked && memcmp(p, magic, sizeof(magic)) != 0))
		return false;
	p += marked ? sizeof(magic) : 0;
	memcpy(&header->sequence, p, 4);
	memcpy(&header->length, p + 4, 4);
	uint32_t gap = header->sequence - last - 1;
	return header->length - 1 < FRAME_BODY_MAX &&
	       (marked ? gap < INT32_MAX
		       : gap == 0 || (gap < CLOSE && !has_nul(p + 1 + HIGHEST_LENGTH_BYTE)));
}

/*
 * The usual case, for speed: a header right here, and right behind its body
 * the next one. Where this may be one cut short nothing in its body may look
 * like the begin of another; in dialect 4 a third has to follow, too.
 */
static inline bool is_usual(const struct frame_stream *stream, bool marked, const char *data,
	size_t size, struct header *header)
{
	struct header next, third;

	if (!follows(marked, stream->last, data, 0, size, header))
		return false;
	size_t body = marked ? sizeof(magic) + 8 : 8, end = body + header->length;
	if (!follows(marked, header->sequence, data, end, size, &next))
		return false;
	if (!stream->overrun)
		return true;
	if (next.sequence != header->sequence + 1 &&
		memchr(data + body, marked ? magic[0] : 0, header->length))
		return false;
	return marked ||
	       follows(false, next.sequence, data, end + body + next.length, size, &third);
}

/* As frame_next(), the unusual; and of STREAM->rewinds: after the newest frame the stream begins
 * anew. */
static bool next_frame(struct frame_stream *stream, const char *data, size_t size, bool complete,
	struct frame *frame, size_t *stray)
{
	struct frame_stream any = {.dialect = stream->dialect};
	struct header header, next = {0};
	enum found here = NOT_HERE;

	*stray = 0;
	/* Without a magic, what rewinds is found as the first of a stream each time. */
	if (stream->dialect == DIALECT_5 || (stream->started && !stream->rewinds))
		here = find(stream, data, size, complete, &header);
	if (here == NOT_HERE && stream->rewinds)
		stream->started = false;
	if (here == NOT_HERE && search(stream->rewinds ? &any : stream, INT32_MAX, data, 0, size,
					size, complete, &header))
		here = FOUND;
	switch (here) {
	case NEED_MORE:
		return false;
	case AT_END:
		*stray = size;
		return false;
	case NOT_HERE: {
		/* What may still become a header is kept. */
		size_t keep = complete ? 0 : header_size(stream->dialect) - 1;

		*stray = size > keep ? size - keep : 0;
		count_stray(stream, *stray);
		return false;
	}
	case FOUND:
		break;
	}
	enum found behind = look_behind(stream->dialect, &header, data, size, complete, &next);
	if (behind == NEED_MORE) {
		/* What is before it belongs to no frame, and takes the room of what is needed. */
		if (header.skip > padding_max(stream->dialect)) {
			*stray = header.skip;
			count_stray(stream, header.skip);
		}
		return false;
	}
	size_t body = header.skip + header_size(stream->dialect);
	size_t end = body_end(stream, &header, &behind, &next, data, body, size, complete);
	if (stream->rewinds && behind == NOT_HERE && end == body + header.length) {
		/* The newest: it may be cut short, and the oldest follows. */
		stream->started = false;
		*stray = body;
		return false;
	}
	fill_frame(stream, frame, &header, end - body);
	return true;
}

/* As frame_next(), the unusual: the frames that STREAM->rewinds gives again are skipped. */
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

bool frame_next(struct frame_stream *stream, const char *data, size_t size, bool complete,
	struct frame *frame, size_t *stray)
{
	bool marked = stream->dialect == DIALECT_5;
	struct header header;

	if (stream->started && !stream->rewinds &&
		(marked ? is_usual(stream, true, data, size, &header)
			: is_usual(stream, false, data, size, &header))) {
		header.skip = 0;
		fill_frame(stream, frame, &header, header.length);
		*stray = 0;
		return true;
	}
	return next_unusual(stream, data, size, complete, frame, stray);
}

size_t frame_rewound(enum dialect dialect, const char *data, size_t size)
{
	struct frame_stream stream = {.dialect = dialect, .rewinds = true};
	struct frame frame;
	size_t at = 0, begin = 0, stray;
	bool any = false, found;
	uint32_t last = 0;

	while ((found = next_frame(&stream, data + at, size - at, false, &frame, &stray)) ||
		stray) {
		if (found && any && !sequence_after(frame.sequence, last))
			begin = at + frame.skip;
		if (found)
			last = frame.sequence;
		any |= found;
		at += found ? frame_span(&frame) : stray;
	}
	return begin;
}

size_t frame_rest(const struct frame_stream *stream, const char *data, size_t size)
{
	struct frame_stream walk = *stream;
	size_t need = header_size(walk.dialect), at = 0, end, stray;
	struct header header;
	struct frame frame;

	while (frame_next(&walk, data + at, size - at, false, &frame, &stray))
		at += frame_span(&frame);
	at += stray;
	/* Without a magic, padding may look like a header until the true one is there. */
	bool sure = walk.dialect == DIALECT_5 || size - at >= padding_max(walk.dialect) + need;
	if (at < size && find(&walk, data + at, size - at, false, &header) == FOUND &&
		(sure || header.sequence == walk.last + 1)) {
		end = at + header.skip + need + header.length;
		if (end > size)
			return end - size;
		at = end;
	}
	/* A header has begun, or it is padding, behind which one comes. */
	if (at == size)
		return 0;
	return size - at < need ? need - (size - at) : 1;
}
