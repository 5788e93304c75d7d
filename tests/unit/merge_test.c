/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Order over CPUs, over the wrap of the sequence, and when a hole is proven to be one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stream/merge.h"

#define CPUS_MAX    64
#define BUFFER_SIZE 4096

static struct merge merge;
static struct merge_source sources[CPUS_MAX];
static struct merge_entry heap[CPUS_MAX];
static char buffers[CPUS_MAX][BUFFER_SIZE];
static uint64_t tick;

static void begin(unsigned cpus, bool fresh)
{
	memset(sources, 0, sizeof(sources));
	tick = 1;
	for (unsigned i = 0; i < cpus; i++) {
		sources[i].buffer = buffers[i];
		frame_stream_init(&sources[i].stream, DIALECT_5, fresh);
	}
	merge_init(&merge, sources, heap, cpus, fresh);
}

/* The module prints message SEQUENCE on CPU; it is read at once. */
static void print(unsigned cpu, uint32_t sequence)
{
	struct merge_source *source = &sources[cpu];
	uint32_t length = 1;

	if (source->begin == source->end)
		source->begin = source->end = 0;
	char *p = source->buffer + source->end;
	memcpy(p, "\xf0\x9f\xa9\xba", 4);
	memcpy(p + 4, &sequence, 4);
	memcpy(p + 8, &length, 4);
	p[12] = 'x';
	source->end += 13;
	assert_true(source->end <= BUFFER_SIZE);
	source->filled = ++tick;
	source->complete = true;
	source->seen_empty = tick;
	merge_refill(&merge, cpu);
}

static void see_empty(unsigned cpu)
{
	sources[cpu].seen_empty = ++tick;
	merge_refill(&merge, cpu);
}

static void expect(uint32_t sequence)
{
	struct merge_source *source = merge_next(&merge);

	assert_non_null(source);
	assert_int_equal(source->head.sequence, sequence);
	assert_int_equal(*merge_head_body(source), 'x');
	source = merge_take(&merge);
	if (source)
		assert_ptr_equal(merge_next(&merge), source);
}

static void expect_nothing(void)
{
	assert_null(merge_next(&merge));
}

static void two_cpus_in_order(void **state)
{
	(void)state;
	begin(2, true);
	print(1, 2);
	expect_nothing();
	print(0, 1);
	print(0, 4);
	expect(1);
	expect(2);
	expect_nothing();
	print(1, 3);
	expect(3);
	expect(4);
	expect_nothing();
	assert_int_equal(merge.heap_size, 0);
	assert_int_equal(merge.lost, 0);
}

/* Whatever comes in order needs no proof and no second look. */
static void the_next_number_goes_out_at_once(void **state)
{
	(void)state;
	begin(2, true);
	for (uint32_t s = 1; s < 1000; s++) {
		print(s % 2, s);
		expect(s);
	}
}

/* As stap-merge does: what is taken off is filled again before the next is asked for. */
static void what_comes_after_taking_is_no_hole(void **state)
{
	(void)state;
	begin(2, true);
	merge.final = true;
	print(0, 1);
	print(1, 3);
	expect(1);
	print(0, 2);
	expect(2);
	expect(3);
	assert_int_equal(merge.lost, 0);
}

static void a_hole_is_lost_once_all_were_seen_empty(void **state)
{
	(void)state;
	begin(3, true);
	print(0, 1);
	expect(1);
	print(0, 3);
	expect_nothing();
	see_empty(1);
	expect_nothing(); /* CPU 2 may still hold number 2 */
	see_empty(2);
	expect(3);
	assert_int_equal(merge.lost, 1);
	assert_int_equal(merge.hole, 2);
	assert_int_equal(merge.hole_end, 3);
}

/* A look before the later frame was read proves nothing: 2 may have been written since. */
static void an_old_look_is_no_proof(void **state)
{
	(void)state;
	begin(2, true);
	print(0, 1);
	expect(1);
	see_empty(1);
	print(0, 3);
	expect_nothing();
	print(1, 2);
	expect(2);
	expect(3);
	assert_int_equal(merge.lost, 0);
}

/* A later frame on the other CPU is proof as well: numbers rise within one. */
static void a_later_frame_is_proof(void **state)
{
	(void)state;
	begin(2, true);
	print(0, 5);
	expect_nothing();
	print(1, 9);
	expect(5);
	assert_int_equal(merge.lost, 4);
	expect_nothing(); /* 6 may still come on CPU 0 */
	see_empty(0);
	expect(9);
	assert_int_equal(merge.lost, 7);
}

static void the_end_is_proof(void **state)
{
	(void)state;
	begin(4, true);
	print(2, 10);
	expect_nothing();
	merge.final = true;
	expect(10);
	assert_int_equal(merge.lost, 9);
}

/* Attached: what the flight recorder no longer holds is not a loss. */
static void attaching_begins_anywhere(void **state)
{
	(void)state;
	begin(2, false);
	print(0, 70001);
	expect_nothing();
	print(1, 70000);
	expect(70000); /* both CPUs show what they have: none before it can come */
	expect(70001);
	assert_int_equal(merge.lost, 0);
	/* From now on it is. */
	print(0, 70005);
	see_empty(1);
	expect(70005);
	assert_int_equal(merge.lost, 3);
}

static void order_over_the_wrap(void **state)
{
	(void)state;
	begin(2, true);
	merge.next = UINT32_MAX - 5;
	for (unsigned i = 0; i < 2; i++)
		sources[i].stream.last = UINT32_MAX - 6;
	for (uint32_t s = UINT32_MAX - 5; s != 6; s++)
		print(s & 1, s);
	for (uint32_t s = UINT32_MAX - 5; s != 6; s++)
		expect(s);
	assert_int_equal(merge.lost, 0);
}

/* What was read and waits for the rest of its frame may be an earlier one, whatever a look says. */
static void bytes_that_wait_are_no_proof(void **state)
{
	(void)state;
	for (size_t part = 1; part < 13; part++) {
		begin(2, true);
		print(0, 1);
		expect(1);
		print(1, 3);
		print(0, 2);
		/* Only so much of it was read. */
		sources[0].end -= 13 - part;
		sources[0].has_head = sources[0].complete = false;
		frame_stream_init(&sources[0].stream, DIALECT_5, true);
		merge.heap_size = 0;
		sources[1].has_head = false;
		frame_stream_init(&sources[1].stream, DIALECT_5, true);
		merge_refill(&merge, 1);
		see_empty(0);
		expect_nothing();
		sources[0].end += 13 - part;
		sources[0].complete = true;
		see_empty(0);
		expect(2);
		expect(3);
		assert_int_equal(merge.lost, 0);
	}
}

/* A look at the very moment at which a frame was read is none after that. */
static void a_look_at_the_same_time_is_no_proof(void **state)
{
	(void)state;
	begin(2, true);
	print(0, 2);
	sources[1].seen_empty = sources[0].head_tick;
	expect_nothing();
	sources[1].seen_empty++;
	expect(2);
	assert_int_equal(merge.lost, 1);
}

/* Damage that was taken for a frame of a far number has made no loss of those before it. */
static void what_was_no_frame_is_taken_back(void **state)
{
	static const uint32_t sequences[] = {1, 2, 50000, 3, 4, 5, 6, 7};
	const uint32_t length = 9;

	(void)state;
	begin(1, true);
	frame_stream_init(&sources[0].stream, DIALECT_4, true);
	for (unsigned i = 0; i < 8; i++) {
		char *p = sources[0].buffer + sources[0].end;

		memcpy(p, &sequences[i], 4);
		memcpy(p + 4, &length, 4);
		memset(p + 8, 'x', length);
		sources[0].end += 8 + length;
	}
	sources[0].complete = true;
	sources[0].filled = sources[0].seen_empty = ++tick;
	merge_refill(&merge, 0);
	expect(1);
	expect(2);
	expect(50000);
	assert_int_equal(merge.lost, 49997);
	for (uint32_t s = 3; s <= 7; s++)
		expect(s);
	assert_int_equal(merge.lost, 0);
}

/* Random distribution over CPUS, read in random portions: order, and every loss counted once. */
static void random_interleaving(unsigned cpus)
{
	static uint32_t queue[CPUS_MAX][4000];
	unsigned head[CPUS_MAX] = {0}, tail[CPUS_MAX] = {0};
	uint32_t last = 0, given = 0, lost = 0, left = 0;

	begin(cpus, true);
	for (uint32_t s = 1; s <= 3000; s++) {
		unsigned cpu = (unsigned)random() % cpus;

		if (random() % 50 == 0 && s < 3000) {
			lost++;
			continue;
		}
		queue[cpu][tail[cpu]++] = s;
		left++;
	}
	while (given < left) {
		unsigned cpu = (unsigned)random() % cpus;
		unsigned n = (unsigned)random() % 20;
		struct merge_source *source;

		/* All numbers exist already, so a CPU is empty only when its queue is. */
		while (n-- && head[cpu] < tail[cpu] &&
			(sources[cpu].begin == sources[cpu].end ||
				sources[cpu].end < BUFFER_SIZE - 13))
			print(cpu, queue[cpu][head[cpu]++]);
		sources[cpu].seen_empty = head[cpu] == tail[cpu] ? ++tick : 0;
		while ((source = merge_next(&merge))) {
			assert_true(sequence_after(source->head.sequence, last));
			last = source->head.sequence;
			merge_take(&merge);
			given++;
		}
	}
	assert_int_equal(merge.lost, lost);
	assert_int_equal(merge.heap_size, 0);
}

static void random_interleavings(void **state)
{
	static const unsigned counts[] = {1, 2, 3, 16, 64};

	(void)state;
	srandom(7);
	for (unsigned round = 0; round < 20; round++)
		for (unsigned i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
			random_interleaving(counts[i]);
}

/* A hole that may be in a source not known yet is believed when one has looked, and one hole only.
 */
static void a_hole_in_doubt(void **state)
{
	(void)state;
	begin(2, true);
	merge.doubts = true;
	print(0, 3);
	expect_nothing();
	assert_false(merge.in_doubt); /* it is not even proven */
	see_empty(1);
	expect_nothing();
	assert_true(merge.in_doubt);
	merge.in_doubt = false;
	merge.believes = true;
	expect(3);
	assert_int_equal(merge.lost, 2);
	print(0, 5);
	see_empty(1);
	expect_nothing();
	assert_true(merge.in_doubt);
	assert_int_equal(merge.lost, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_cpus_in_order),
		cmocka_unit_test(the_next_number_goes_out_at_once),
		cmocka_unit_test(what_comes_after_taking_is_no_hole),
		cmocka_unit_test(a_hole_is_lost_once_all_were_seen_empty),
		cmocka_unit_test(an_old_look_is_no_proof),
		cmocka_unit_test(a_later_frame_is_proof),
		cmocka_unit_test(the_end_is_proof),
		cmocka_unit_test(attaching_begins_anywhere),
		cmocka_unit_test(order_over_the_wrap),
		cmocka_unit_test(bytes_that_wait_are_no_proof),
		cmocka_unit_test(a_look_at_the_same_time_is_no_proof),
		cmocka_unit_test(what_was_no_frame_is_taken_back),
		cmocka_unit_test(random_interleavings),
		cmocka_unit_test(a_hole_in_doubt),
	};

	return cmocka_run_group_tests_name("merge", tests, NULL, NULL);
}
