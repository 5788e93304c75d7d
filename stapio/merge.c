/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A heap of the CPUs by the sequence of their first frame, and the proof that nothing comes before.
 */
#include "stapio/merge.h"

#include <string.h>

void merge_init(struct merge *merge, struct merge_source *sources, unsigned *heap, unsigned count,
	bool fresh)
{
	*merge = (struct merge){
		.sources = sources,
		.count = count,
		.heap = heap,
		.started = fresh,
		.next = 1,
	};
}

static bool before(const struct merge *merge, unsigned a, unsigned b)
{
	return sequence_after(merge->sources[b].head.sequence, merge->sources[a].head.sequence);
}

static void swap(struct merge *merge, unsigned i, unsigned j)
{
	unsigned source = merge->heap[i];

	merge->heap[i] = merge->heap[j];
	merge->heap[j] = source;
}

static void sift_down(struct merge *merge)
{
	for (unsigned i = 0;;) {
		unsigned least = i;

		for (unsigned child = 2 * i + 1; child <= 2 * i + 2; child++)
			if (child < merge->heap_size &&
				before(merge, merge->heap[child], merge->heap[least]))
				least = child;
		if (least == i)
			return;
		swap(merge, i, least);
		i = least;
	}
}

static void push(struct merge *merge, unsigned index)
{
	unsigned i = merge->heap_size++;

	merge->heap[i] = index;
	while (i > 0 && before(merge, merge->heap[i], merge->heap[(i - 1) / 2])) {
		swap(merge, i, (i - 1) / 2);
		i = (i - 1) / 2;
	}
}

bool merge_find_head(struct merge_source *source)
{
	size_t stray;

	if (source->has_head || source->begin == source->end)
		return source->has_head;
	source->has_head = frame_next(&source->stream, source->buffer + source->begin,
		source->end - source->begin, source->complete, &source->head, &stray);
	source->begin += stray;
	source->head_tick = source->filled;
	return source->has_head;
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

void merge_refill(struct merge *merge, unsigned index)
{
	struct merge_source *source = &merge->sources[index];

	if (!source->has_head && merge_find_head(source))
		push(merge, index);
}

/* True when no frame that was numbered before the head of SOURCE can still come. */
static bool proven_first(const struct merge *merge, const struct merge_source *first)
{
	for (unsigned i = 0; i < merge->count; i++) {
		const struct merge_source *source = &merge->sources[i];

		if (!source->has_head && source->seen_empty <= first->head_tick)
			return false;
	}
	return true;
}

struct merge_source *merge_next(struct merge *merge)
{
	if (!merge->heap_size)
		return NULL;
	struct merge_source *first = &merge->sources[merge->heap[0]];
	uint32_t sequence = first->head.sequence;

	if (merge->started && !sequence_after(sequence, merge->next))
		return first;
	if (!merge->final && !proven_first(merge, first))
		return NULL;
	if (merge->started)
		merge->lost += sequence - merge->next;
	merge->started = true;
	merge->next = sequence;
	return first;
}

void merge_take(struct merge *merge)
{
	unsigned index = merge->heap[0];
	struct merge_source *source = &merge->sources[index];

	if (source->head.sequence == merge->next)
		merge->next++;
	merge_drop_head(source);
	if (!merge_find_head(source))
		merge->heap[0] = merge->heap[--merge->heap_size];
	sift_down(merge);
}
