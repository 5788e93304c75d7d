/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of the outlet have at hand: one for two CPUs, what they print, and what it
 * counted. */
#ifndef TESTS_UNIT_OUTLETS_H
#define TESTS_UNIT_OUTLETS_H

#include "relay/outlet.h"
#include "tests/unit/outputs.h"

#define CPUS 2

static struct outlet outlet;
static struct merge merge;
static struct merge_source sources[CPUS];
static struct merge_entry heap[CPUS];
static char buffers[CPUS][1 << 20];
static uint32_t sequence;
static uint64_t tick;

/* An outlet of CONFIG for two CPUs, numbers 3 and 5, in a folder of its own. */
static inline void begin_with(const char *own, const struct outlet_config *config)
{
	assert_int_equal(chdir(folder), 0);
	assert_true(mkdir(own, 0700) == 0 || errno == EEXIST);
	assert_int_equal(chdir(own), 0);
	memset(sources, 0, sizeof(sources));
	sequence = 0;
	for (unsigned i = 0; i < CPUS; i++) {
		sources[i].buffer = buffers[i];
		frame_stream_init(&sources[i].stream, DIALECT_5, true);
	}
	merge_init(&merge, sources, heap, CPUS, true);
	assert_int_equal(outlet_open(&outlet, config, CPUS), 0);
}

static inline void begin(const char *own, const char *pattern, bool per_cpu)
{
	begin_with(own, &(struct outlet_config){
				.per_cpu = per_cpu,
				.naming = {.pattern = pattern, .per_cpu = per_cpu},
			});
}

static inline struct outlet_totals totals(void)
{
	struct outlet_totals all;

	outlet_totals(&outlet, &all);
	return all;
}

static inline bool give(void)
{
	static const unsigned all[CPUS] = {0, 1};

	return outlet_give(&outlet, &merge, all, CPUS);
}

static inline void add_outputs(void)
{
	assert_int_equal(outlet_add(&outlet, 3), 0);
	assert_int_equal(outlet_add(&outlet, 5), 0);
}

/* The module prints LENGTH bytes on the CPU of INDEX, which are read at once. */
static inline void print(unsigned index, char byte, uint32_t length)
{
	struct merge_source *source = &sources[index];

	if (source->begin == source->end)
		source->begin = source->end = 0;
	assert_true(source->end + 12 + length <= sizeof(buffers[0]));
	char *p = source->buffer + source->end;
	memcpy(p, "\xf0\x9f\xa9\xba", 4);
	memcpy(p + 4, &(uint32_t){++sequence}, 4);
	memcpy(p + 8, &length, 4);
	memset(p + 12, byte, length);
	source->end += 12 + length;
	source->filled = ++tick;
	for (unsigned i = 0; i < CPUS; i++) {
		sources[i].complete = true;
		sources[i].seen_empty = ++tick;
		if (!outlet.config.per_cpu) /* as relay/rounds.c does */
			merge_refill(&merge, i);
	}
}

static inline void expect_counts(
	uint64_t messages, uint64_t bytes, uint64_t dropped, uint64_t dropped_bytes)
{
	assert_int_equal(totals().messages, messages);
	assert_int_equal(totals().bytes, bytes);
	assert_int_equal(totals().dropped_messages, dropped);
	assert_int_equal(totals().dropped_bytes, dropped_bytes);
}

#endif
