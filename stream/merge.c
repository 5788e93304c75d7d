/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A heap of the CPUs by the sequence of their first frame, and the proof that nothing comes before.
 */
#include "stream/merge.h"

#include <string.h>

/* Frames of another source that are looked at for a number. */
#define LOOK_MAX 4096u

/* A source that holds more may have no room to be read into. */
#define HELD_MAX (2u * FRAME_BODY_MAX)

void merge_init(struct merge *merge, struct merge_source *sources, struct merge_entry *heap,
	unsigned count, bool fresh)
{
	*merge = (struct merge){
		.sources = sources,
		.count = count,
		.heap = heap,
		.started = fresh,
		.next = 1,
	};
}

static bool before(struct merge_entry a, struct merge_entry b)
{
	return sequence_after(b.sequence, a.sequence);
}

/*
 * Puts ENTRY in the place of the first one. It mostly belongs near the end, as what a
 * CPU prints next comes behind what all have: so the place is taken down to there, with one
 * comparison a level, and then up again where that was too far.
 */
static void replace_first(struct merge *merge, struct merge_entry entry)
{
	struct merge_entry *heap = merge->heap;
	unsigned i = 0, child;

	while ((child = 2 * i + 2) < merge->heap_size) {
		/* The smaller one, without a branch that no processor can foresee. */
		child -= (heap[child - 1].sequence - heap[child].sequence) >> 31;
		heap[i] = heap[child];
		i = child;
	}
	if (child == merge->heap_size) {
		heap[i] = heap[child - 1];
		i = child - 1;
	}
	for (; i > 0 && before(entry, heap[(i - 1) / 2]); i = (i - 1) / 2)
		heap[i] = heap[(i - 1) / 2];
	heap[i] = entry;
}

static void push(struct merge *merge, struct merge_entry entry)
{
	struct merge_entry *heap = merge->heap;
	unsigned i = merge->heap_size++;

	for (; i > 0 && before(entry, heap[(i - 1) / 2]); i = (i - 1) / 2)
		heap[i] = heap[(i - 1) / 2];
	heap[i] = entry;
}

/* Finds the head of SOURCE, which has none. */
static inline bool find_head(struct merge_source *source)
{
	if (source->begin == source->end)
		return false;
	source->head_tick = source->filled;
	source->has_head = frame_next(&source->stream, source->buffer + source->begin,
		source->end - source->begin, source->complete, &source->head, &source->stray);
	if (source->has_head)
		return true;
	source->begin += source->stray;
	return false;
}

bool merge_find_head(struct merge_source *source)
{
	return source->has_head || find_head(source);
}

size_t merge_source_rest(const struct merge_source *source)
{
	size_t from = source->begin + (source->has_head ? frame_span(&source->head) : 0);

	return frame_rest(&source->stream, source->buffer + from, source->end - from);
}

void merge_compact(struct merge_source *source)
{
	if (source->begin > 0)
		memmove(source->buffer, source->buffer + source->begin,
			source->end - source->begin);
	source->end -= source->begin;
	source->begin = 0;
}

void merge_drop_head(struct merge_source *source)
{
	source->begin += frame_span(&source->head);
	source->has_head = false;
}

/*
 * Is NUMBER in SOURCE? What is there is walked up to it, as it seems. (Its ambiguous
 * frames are not asked about in turn.)
 */
static enum whereabouts look_for(
	const struct merge_source *source, uint32_t number, uint64_t since, bool final)
{
	struct frame_stream stream = source->stream;
	size_t at = source->begin;
	struct frame frame = source->head;
	bool found = source->has_head;

	stream.elsewhere = NULL;
	for (unsigned n = 0; n < LOOK_MAX; n++) {
		size_t stray;

		if (found && !sequence_after(number, frame.sequence))
			return frame.sequence == number ? ELSEWHERE : NOT_ELSEWHERE;
		if (found)
			at += frame_span(&frame);
		found = frame_next(&stream, source->buffer + at, source->end - at, source->complete,
			&frame, &stray);
		if (found)
			continue;
		at += stray;
		if (stray && at < source->end)
			continue;
		bool all = source->complete || at == source->end;
		if (final || (all && source->seen_empty > since))
			return NOT_ELSEWHERE;
		/* So full, it may not be read until this is known: it may itself wait for us. */
		return source->end - source->begin > HELD_MAX ? NEVER_KNOWN : NOT_KNOWN_YET;
	}
	return NEVER_KNOWN;
}

/* A frame_elsewhere. */
static enum whereabouts elsewhere(void *census, const struct frame_stream *asking, uint32_t number)
{
	struct merge *merge = census;
	enum whereabouts where = NOT_ELSEWHERE;
	unsigned own = 0;

	while (&merge->sources[own].stream != asking)
		own++;
	if (merge->started && sequence_after(merge->next, number))
		return ELSEWHERE; /* it was there */
	for (unsigned i = 0; i < merge->count; i++) {
		if (i == own)
			continue;
		enum whereabouts there = look_for(
			&merge->sources[i], number, merge->sources[own].filled, merge->final);
		if (there == ELSEWHERE)
			return there;
		if (there > where)
			where = there;
	}
	merge->asked |= where == NOT_KNOWN_YET;
	return where;
}

/* Asks again the sources that wait for what others have. */
static void ask_again(struct merge *merge)
{
	merge->asked = false;
	for (unsigned i = 0; i < merge->count; i++) {
		struct merge_source *source = &merge->sources[i];

		if (!source->has_head && source->begin != source->end && find_head(source))
			push(merge, (struct merge_entry){source->head.sequence, i});
	}
}

void merge_refill(struct merge *merge, unsigned index)
{
	struct merge_source *source = &merge->sources[index];

	source->stream.elsewhere = elsewhere;
	source->stream.census = merge;
	if (!source->has_head && merge_find_head(source))
		push(merge, (struct merge_entry){source->head.sequence, index});
}

/* True when SOURCE may yet show a frame that was numbered before one that had been read by TICK. */
static bool is_in_the_way(const struct merge_source *source, uint64_t tick)
{
	return !source->has_head && (source->begin != source->end || source->seen_empty <= tick);
}

/*
 * True when no frame that was numbered before the head of FIRST can still come:
 * neither from a trace file nor from bytes that wait for the rest of a frame. Who
 * stood in the way last mostly still does: only a proof costs a look at all.
 */
static bool proven_first(struct merge *merge, const struct merge_source *first)
{
	for (unsigned n = 0; n < merge->count; n++) {
		if (is_in_the_way(&merge->sources[merge->in_the_way], first->head_tick))
			return false;
		merge->in_the_way = (merge->in_the_way + 1) % merge->count;
	}
	return true;
}

/* What was no frame made a hole of the numbers from SEQUENCE on: they come now. */
static void take_back(struct merge *merge, uint32_t sequence)
{
	if (sequence - merge->hole >= merge->hole_end - merge->hole)
		return;
	merge->lost -= merge->hole_end - sequence;
	merge->hole_end = merge->next = sequence;
}

struct merge_source *merge_next(struct merge *merge)
{
	if (merge->asked && (merge->news || merge->final)) {
		merge->news = false;
		ask_again(merge);
	}
	if (!merge->heap_size)
		return NULL;
	struct merge_source *first = &merge->sources[merge->heap[0].source];
	uint32_t sequence = merge->heap[0].sequence;

	if (merge->started && !sequence_after(sequence, merge->next)) {
		if (first->head.back)
			take_back(merge, sequence);
		return first;
	}
	if (!merge->final && !proven_first(merge, first))
		return NULL;
	if (merge->started && merge->doubts && !merge->believes) {
		merge->in_doubt = true;
		return NULL;
	}
	merge->believes = false;
	if (merge->started) {
		merge->lost += sequence - merge->next;
		merge->hole = merge->next;
		merge->hole_end = sequence;
	}
	merge->started = true;
	merge->next = sequence;
	return first;
}

struct merge_source *merge_take(struct merge *merge)
{
	struct merge_entry *first = merge->heap;
	struct merge_source *source = &merge->sources[first->source];

	if (first->sequence == merge->next)
		merge->next++;
	merge_drop_head(source);
	if (find_head(source)) {
		first->sequence = source->head.sequence;
		if (first->sequence == merge->next)
			return source; /* none comes before it */
	} else {
		first = &merge->heap[--merge->heap_size];
	}
	replace_first(merge, *first);
	return NULL;
}
