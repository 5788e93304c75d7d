/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What relay/intake.h says of ticks, tried in all interleavings: CPUs print, a
 * thread each notes the tick, says that it begins, reads and answers, the relay collects
 * and looks, step by step; the order is the real merge's. Each way in which up to four
 * numbers are printed on two CPUs, up to three on three, or lost. The slow
 * obvious answer: what comes out is in the order of its numbers, and a number is
 * called lost only if no CPU ever prints it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stream/merge.h"

#define CPUS_MAX    3
#define PRINTS_MAX  5
#define LOOKS_MAX   2
#define BUFFER_SIZE 80 /* a frame of dialect 5 without a body takes 13 bytes */

/* What is printed, in the order of the numbers: on which CPU, or LOST nowhere. */
#define LOST 255

struct model {
	struct merge merge;
	struct merge_source sources[CPUS_MAX];
	struct merge_entry heap[CPUS_MAX];
	char buffers[CPUS_MAX][BUFFER_SIZE];

	unsigned next;              /* print */
	unsigned writing[CPUS_MAX]; /* the number for which room is reserved, the frame is not
				       there; or 0 */
	unsigned file[CPUS_MAX];    /* frames in each trace file, as bits of their numbers */
	struct {
		enum { ASKED, SAW_TICK, BEGUN, READ } phase;
		unsigned tick, got; /* of the read */
		unsigned begun, collected;
	} thread[CPUS_MAX];
	unsigned tick, looks;
	unsigned looking, polled; /* 1 + the CPU that the look is at, and whether it was polled */
	unsigned polled_empty;
	unsigned given; /* the last number */
};

static const unsigned char *prints;
static unsigned print_count, cpus;
static unsigned long paths, states;

/* Hashes of states that were seen, in this world and in those before it. */
#define SEEN_BITS 23
static uint64_t *seen, world;

static uint64_t hash_of(uint64_t hash, const void *bytes, size_t size)
{
	const char *at = bytes;
	uint64_t word;

	for (; size; at += word, size -= (size_t)word) {
		size_t part = size < sizeof(word) ? size : sizeof(word);

		word = 0;
		memcpy(&word, at, part);
		hash = (hash ^ word) * 0x9e3779b97f4a7c15;
		hash ^= hash >> 32;
		word = part;
	}
	return hash;
}

static bool seen_before(const struct model *model)
{
	size_t from = offsetof(struct model, next);
	uint64_t hash = hash_of(world, (const char *)model + from, sizeof(*model) - from);

	for (unsigned i = 0; i < cpus; i++) {
		const struct merge_source *source = &model->sources[i];
		const uint64_t parts[] = {source->complete, source->filled, source->seen_empty,
			source->has_head, source->head_tick, source->head.sequence,
			source->end - source->begin};

		hash = hash_of(hash, parts, sizeof(parts));
		hash = hash_of(hash, source->buffer + source->begin, source->end - source->begin);
	}
	const uint64_t parts[] = {model->merge.next, model->merge.lost, model->merge.heap_size};
	hash = hash_of(hash, parts, sizeof(parts));
	hash |= 1;
	for (size_t at = (size_t)(hash >> (64 - SEEN_BITS));;
		at = (at + 1) & ((1u << SEEN_BITS) - 1)) {
		if (seen[at] == hash)
			return true;
		if (!seen[at]) {
			seen[at] = hash;
			assert_true(++states < (1u << SEEN_BITS) / 2);
			return false;
		}
	}
}

/* A copy whose pointers lead into itself. */
static void copy(struct model *to, const struct model *from)
{
	*to = *from;
	to->merge.sources = to->sources;
	to->merge.heap = to->heap;
	for (unsigned i = 0; i < cpus; i++)
		to->sources[i].buffer = to->buffers[i];
}

/* Gives out what is in order, and compares that with the obvious answer. */
static void give_out(struct model *model)
{
	struct merge_source *source;

	for (unsigned i = 0; i < cpus; i++)
		merge_refill(&model->merge, i);
	while ((source = merge_next(&model->merge))) {
		unsigned number = source->head.sequence;

		assert_true(number > model->given);
		for (unsigned n = model->given + 1; n < number; n++)
			assert_int_equal(prints[n - 1], LOST);
		model->given = number;
		merge_take(&model->merge);
	}
}

/* The relay takes in what the thread of CPU has read. */
static void collect(struct model *model, unsigned cpu)
{
	struct merge_source *source = &model->sources[cpu];

	model->tick++;
	merge_compact(source);
	for (uint32_t number = 1, length = 1; number <= print_count; number++) {
		char *at = source->buffer + source->end;

		if (!(model->thread[cpu].got >> number & 1))
			continue;
		memcpy(at, "\xf0\x9f\xa9\xba", 4);
		memcpy(at + 4, &number, 4);
		memcpy(at + 8, &length, 4);
		at[12] = 'x';
		source->end += 13;
		source->filled = model->tick;
	}
	source->complete = true;
	source->seen_empty = model->thread[cpu].tick + 1;
	model->thread[cpu].collected++;
	model->thread[cpu].phase = ASKED;
	model->thread[cpu].got = 0;
	give_out(model);
}

/* The next step of a look at all CPUs. */
static void look(struct model *model)
{
	if (!model->looking) {
		model->tick++;
		model->looks++;
		model->looking = 1;
		return;
	}
	unsigned cpu = model->looking - 1;
	if (!model->polled) {
		model->polled_empty = !model->file[cpu] && !model->writing[cpu];
		model->polled = 1;
		return;
	}
	if (model->polled_empty && model->thread[cpu].begun == model->thread[cpu].collected &&
		!model->sources[cpu].has_head) {
		model->sources[cpu].complete = true;
		model->sources[cpu].seen_empty = model->tick;
	}
	model->polled = 0;
	model->looking = cpu + 1 < cpus ? model->looking + 1 : 0;
	if (!model->looking)
		give_out(model);
}

static void go_on(const struct model *model);

/* A number is taken and room reserved in one step; the frame is there in another. */
static void try_prints(const struct model *model)
{
	struct model next;

	if (model->next < print_count) {
		unsigned cpu = prints[model->next];

		copy(&next, model);
		next.next++;
		if (cpu == LOST) {
			go_on(&next);
		} else if (!model->writing[cpu]) {
			next.writing[cpu] = next.next;
			go_on(&next);
		}
	}
	for (unsigned cpu = 0; cpu < cpus; cpu++) {
		if (!model->writing[cpu])
			continue;
		copy(&next, model);
		next.file[cpu] |= 1u << model->writing[cpu];
		next.writing[cpu] = 0;
		go_on(&next);
	}
}

static void try_thread(const struct model *model, unsigned cpu)
{
	struct model next;

	copy(&next, model);
	switch (model->thread[cpu].phase) {
	case ASKED:
		if (!model->file[cpu] && !model->writing[cpu])
			return; /* it waits */
		next.thread[cpu].tick = model->tick;
		next.thread[cpu].phase = SAW_TICK;
		break;
	case SAW_TICK:
		next.thread[cpu].begun++;
		next.thread[cpu].phase = BEGUN;
		break;
	case BEGUN:
		if (model->writing[cpu])
			return; /* a print on this CPU is not seen half-done */
		next.thread[cpu].got = model->file[cpu];
		next.file[cpu] = 0;
		next.thread[cpu].phase = READ;
		break;
	case READ:
		if (model->looking)
			return; /* the relay does one thing at a time */
		collect(&next, cpu);
		break;
	}
	go_on(&next);
}

/* When nothing moves any more, all that was printed has come out. */
static void check_end(const struct model *model)
{
	struct model end;

	for (unsigned cpu = 0; cpu < cpus; cpu++)
		if (model->file[cpu] || model->writing[cpu] || model->thread[cpu].phase != ASKED)
			return;
	if (model->next < print_count || model->looking)
		return;
	copy(&end, model);
	do
		look(&end);
	while (end.looking);
	unsigned last = print_count;
	while (last && prints[last - 1] == LOST)
		last--;
	assert_int_equal(end.given, last);
	paths++;
}

/* All that can happen next. */
static void go_on(const struct model *model)
{
	struct model next;

	if (seen_before(model))
		return;
	check_end(model);
	try_prints(model);
	for (unsigned cpu = 0; cpu < cpus; cpu++)
		try_thread(model, cpu);
	if (model->looking || model->looks < LOOKS_MAX) {
		copy(&next, model);
		look(&next);
		go_on(&next);
	}
	/* Or it looks no further, as it has found something. */
	if (model->polled && !model->polled_empty) {
		copy(&next, model);
		next.looking = next.polled = 0;
		give_out(&next);
		go_on(&next);
	}
}

static void try_all(unsigned count, const unsigned char *list, unsigned length)
{
	static struct model start;

	memset(&start, 0, sizeof(start));
	world++;
	if (states > (1u << SEEN_BITS) / 4) {
		memset(seen, 0, sizeof(*seen) << SEEN_BITS);
		states = 0;
	}
	cpus = count;
	prints = list;
	print_count = length;
	for (unsigned i = 0; i < cpus; i++) {
		start.sources[i].buffer = start.buffers[i];
		frame_stream_init(&start.sources[i].stream, DIALECT_5, true);
	}
	merge_init(&start.merge, start.sources, start.heap, cpus, true);
	start.tick = 1;
	go_on(&start);
}

/* Each way to print LENGTH numbers on COUNT CPUs, any of them lost. */
static void try_lists(unsigned count, unsigned length)
{
	unsigned char list[PRINTS_MAX];
	unsigned ways = 1;

	for (unsigned i = 0; i < length; i++)
		ways *= count + 1;
	for (unsigned way = 0; way < ways; way++) {
		for (unsigned i = 0, rest = way; i < length; i++, rest /= count + 1)
			list[i] = (unsigned char)(rest % (count + 1) == count ? LOST
									      : rest % (count + 1));
		try_all(count, list, length);
	}
}

/* Fewer where the machine is emulated. */
static unsigned longest(unsigned length)
{
	return getenv("WORLDS") ? length - 1 : length;
}

static void two_cpus(void **state)
{
	(void)state;
	for (unsigned length = 1; length <= longest(4); length++)
		try_lists(2, length);
	assert_true(paths > 0);
}

static void three_cpus(void **state)
{
	(void)state;
	for (unsigned length = 1; length <= longest(3); length++)
		try_lists(3, length);
	if (longest(4) < 4)
		return;
	try_all(3, (const unsigned char[]){0, LOST, 1, 2}, 4);
	try_all(3, (const unsigned char[]){2, 1, LOST, 0}, 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_cpus),
		cmocka_unit_test(three_cpus),
	};

	seen = calloc(1u << SEEN_BITS, sizeof(*seen));
	return seen ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
