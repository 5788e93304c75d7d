/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What one CPU's stream is told of numbers in those of others, and the bytes of a source. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "stream/merge.h"

#define CPUS 3u

/* A frame of one byte. */
#define FRAME 13u

/* So full a source is not waited for, and so many frames of it are looked at. */
#define HELD (2u * FRAME_BODY_MAX)
#define LOOK 4096u

static struct merge merge;
static struct merge_source sources[CPUS + 1]; /* the last is none of the merge's */
static struct merge_entry heap[CPUS + 1];
static char buffers[CPUS + 1][3 * FRAME_BODY_MAX];

static void begin(void)
{
	memset(sources, 0, sizeof(sources));
	for (unsigned i = 0; i <= CPUS; i++) {
		sources[i].buffer = buffers[i];
		frame_stream_init(&sources[i].stream, DIALECT_5, true);
		sources[i].filled = 5;
		sources[i].seen_empty = 5;
	}
	merge_init(&merge, sources, heap, CPUS, true);
}

static void put(unsigned cpu, uint32_t number, uint32_t length)
{
	char *p = buffers[cpu] + sources[cpu].end;

	memcpy(p, "\xf0\x9f\xa9\xba", 4);
	memcpy(p + 4, &number, 4);
	memcpy(p + 8, &length, 4);
	memset(p + 12, 'x', length);
	sources[cpu].end += 12 + length;
}

static void put_noise(unsigned cpu, size_t size)
{
	memset(buffers[cpu] + sources[cpu].end, 'n', size);
	sources[cpu].end += size;
}

/* Is NUMBER elsewhere, seen from CPU? */
static enum whereabouts ask(unsigned cpu, uint32_t number)
{
	struct frame_stream *stream = &sources[cpu].stream;

	merge_refill(&merge, cpu);
	merge.asked = false;
	enum whereabouts where = stream->elsewhere(stream->census, stream, number);
	assert_int_equal(merge.asked, where == NOT_KNOWN_YET);
	return where;
}

/* Has each CPU look for the head that it has, if it has one. */
static void find_heads(void)
{
	for (unsigned i = 0; i < CPUS; i++)
		merge_find_head(&sources[i]);
}

static void numbers_of_others(void **state)
{
	static const struct {
		uint32_t number;
		bool elsewhere[CPUS];
	} cases[] = {
		{2, {true, true, true}}, /* it was there */
		{3, {true, false, true}},
		{4, {true, true, false}},
		{5, {false, true, true}},
		{6, {false, false, false}},
		{7, {true, false, true}},
		{8, {false, true, true}},
	};

	(void)state;
	for (unsigned heads = 0; heads < 2; heads++) {
		begin();
		merge.next = 3;
		put(0, 5, 1);
		put(0, 8, 1);
		put(1, 3, 1);
		put(1, 7, 1);
		put(2, 4, 1);
		for (unsigned i = 0; i < CPUS; i++)
			sources[i].complete = true;
		merge.final = true;
		if (heads)
			find_heads();
		for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
			for (unsigned cpu = 0; cpu < CPUS; cpu++)
				assert_int_equal(ask(cpu, cases[i].number),
					cases[i].elsewhere[cpu] ? ELSEWHERE : NOT_ELSEWHERE);
	}
	/* Attached: none was there before. */
	begin();
	merge.started = false;
	merge.next = 3;
	merge.final = true;
	assert_int_equal(ask(0, 2), NOT_ELSEWHERE);
}

/* What another has behind what is seen of it is not known, unless it was seen empty since. */
static void what_may_still_come(void **state)
{
	(void)state;
	for (unsigned complete = 0; complete < 2; complete++)
		for (unsigned frames = 0; frames < 3; frames++)
			for (uint64_t seen = 4; seen < 7; seen++) {
				/* Without what comes behind it a frame may yet be cut short. */
				bool sure = (complete || !frames) && seen > 5;

				begin();
				for (unsigned i = 0; i < frames; i++)
					put(1, 3 + i, 1);
				sources[1].complete = complete;
				sources[1].seen_empty = seen;
				put(2, 9, 1);
				sources[2].complete = true;
				find_heads();
				assert_int_equal(ask(0, 5), sure ? NOT_ELSEWHERE : NOT_KNOWN_YET);
				assert_int_equal(ask(0, 8), sure ? NOT_ELSEWHERE : NOT_KNOWN_YET);
				/* It is enough that one has it. */
				assert_int_equal(ask(0, 9), ELSEWHERE);
				merge.final = true;
				assert_int_equal(ask(0, 5), NOT_ELSEWHERE);
			}
}

/* One that is so full that it may not be read is not waited for. */
static void one_that_is_full(void **state)
{
	(void)state;
	for (size_t held = HELD - 2; held <= HELD + 2; held++) {
		begin();
		put_noise(1, 100);
		sources[1].begin = 100;
		for (uint32_t n = 3; n < 6; n++)
			put(1, n, FRAME_BODY_MAX - 100);
		sources[1].end = 100 + held;
		assert_int_equal(ask(0, 3), ELSEWHERE);
		assert_int_equal(ask(0, 5), held > HELD ? NEVER_KNOWN : NOT_KNOWN_YET);
		/* What is not to be known of one is not to be waited for of another. */
		assert_int_equal(ask(2, 5), held > HELD ? NEVER_KNOWN : NOT_KNOWN_YET);
	}
}

/* No more than so many frames are looked at. */
static void many_frames(void **state)
{
	(void)state;
	begin();
	for (uint32_t n = 0; n < LOOK + 10; n++)
		put(1, 3 + n, 1);
	find_heads();
	sources[1].complete = true;
	sources[1].seen_empty = 9;
	sources[2].complete = true;
	sources[2].seen_empty = 9;
	assert_int_equal(ask(0, 3 + LOOK - 1), ELSEWHERE);
	assert_int_equal(ask(0, 3 + LOOK), NEVER_KNOWN);
}

/* What belongs to no frame is passed, up to the end. */
static void frames_behind_noise(void **state)
{
	(void)state;
	for (size_t noise = 0; noise < 100; noise++) {
		begin();
		put(1, 3, 1);
		put_noise(1, noise);
		put(1, 5, 1);
		put_noise(1, noise);
		merge.final = true;
		sources[1].complete = true;
		assert_int_equal(ask(0, 3), ELSEWHERE);
		assert_int_equal(ask(0, 4), NOT_ELSEWHERE);
		assert_int_equal(ask(0, 5), ELSEWHERE);
		assert_int_equal(ask(0, 6), NOT_ELSEWHERE);
	}
}

/* So is what is dropped though more may come: behind it a frame stands that others follow, within
 * what may be another that is not all there. */
static void frames_behind_noise_that_may_be_one(void **state)
{
	/* Number 4 has a length of 5000, or number 5000 one of 8. */
	static const uint32_t numbers[] = {4, 5000, 8, 0, 0, 5001, 8, 0, 0, 5002, 8, 0, 0, 5003, 8};

	(void)state;
	for (size_t noise = 20; noise < 60; noise++) {
		begin();
		frame_stream_init(&sources[1].stream, DIALECT_4, true);
		sources[1].stream.last = 3;
		put_noise(1, noise);
		memcpy(buffers[1] + noise, numbers, sizeof(numbers));
		sources[1].end += sizeof(numbers);
		put_noise(1, 50);
		merge.final = true;
		assert_int_equal(ask(0, 5000), ELSEWHERE);
		assert_int_equal(ask(0, 5002), ELSEWHERE);
		assert_int_equal(ask(0, 4999), NOT_ELSEWHERE);
	}
}

/* A source that has no head drops what belongs to none. */
static void noise_is_dropped(void **state)
{
	(void)state;
	begin();
	put(0, 1, 1);
	put_noise(0, 50);
	sources[0].complete = true;
	assert_true(merge_find_head(&sources[0]));
	assert_int_equal(sources[0].head_tick, 5);
	merge_drop_head(&sources[0]);
	assert_int_equal(sources[0].begin, FRAME);
	while (!merge_find_head(&sources[0]) && sources[0].begin < sources[0].end)
		assert_true(sources[0].stray > 0);
	assert_int_equal(sources[0].begin, FRAME + 50);
}

/* What lacks of the frame that the bytes end with, behind the head. */
static void the_rest_of_a_frame(void **state)
{
	(void)state;
	for (size_t there = 0; there <= 112; there++)
		for (unsigned head = 0; head < 2; head++) {
			begin();
			put_noise(0, 7);
			sources[0].begin = 7;
			put(0, 1, 1);
			put(0, 2, 100);
			sources[0].end -= 112 - there;
			if (head)
				assert_int_equal(merge_find_head(&sources[0]), there >= 12);
			if (there >= 12)
				assert_int_equal(merge_source_rest(&sources[0]), 112 - there);
			else if (there)
				assert_true(merge_source_rest(&sources[0]) <= 112 - there);
			else
				assert_int_equal(merge_source_rest(&sources[0]), 0);
		}
}

static void room_is_made(void **state)
{
	(void)state;
	for (size_t from = 0; from < 8; from++)
		for (size_t to = from; to < 9; to++) {
			begin();
			memcpy(buffers[0], "abcdefghij", 10);
			sources[0].begin = from;
			sources[0].end = to;
			merge_compact(&sources[0]);
			assert_int_equal(sources[0].begin, 0);
			assert_int_equal(sources[0].end, to - from);
			assert_memory_equal(buffers[0], &"abcdefghij"[from], to - from);
			/* No byte behind them was touched. */
			assert_memory_equal(
				buffers[0] + (to - from), &"abcdefghij"[to - from], from);
		}
}

/* Who waits for what others have is asked again when there is news, or when there will be none. */
static void who_waits_is_asked_again(void **state)
{
	(void)state;
	for (unsigned final = 0; final < 2; final++) {
		begin();
		for (unsigned i = 0; i <= CPUS; i++) {
			put(i, 1 + i, 1);
			sources[i].complete = true;
		}
		merge_refill(&merge, 1);
		assert_null(merge_next(&merge)); /* no one waits */
		merge.asked = true;
		assert_null(merge_next(&merge)); /* there is no news */
		assert_false(sources[0].has_head);
		merge.news = !final;
		merge.final = final;
		for (unsigned i = 0; i < CPUS; i++) {
			assert_ptr_equal(merge_next(&merge), &sources[i]);
			assert_int_equal(merge_next_index(&merge), i);
			assert_int_equal(merge.heap_size, CPUS - i);
			assert_false(merge.asked || merge.news);
			merge_take(&merge);
		}
		assert_null(merge_next(&merge));
	}
}

/* What comes behind what was no frame is taken back from the hole that this made, and only that. */
static void a_hole_that_is_taken_back(void **state)
{
	static const uint32_t bases[] = {0, 1000, UINT32_MAX - 20};

	(void)state;
	for (unsigned b = 0; b < 3; b++)
		for (uint32_t n = 0; n < 60; n++) {
			bool within = n >= 10 && n < 50;

			begin();
			merge.next = bases[b] + 61;
			merge.hole = bases[b] + 10;
			merge.hole_end = bases[b] + 50;
			merge.lost = 100;
			heap[0] = (struct merge_entry){bases[b] + n, 0};
			merge.heap_size = 1;
			sources[0].has_head = true;
			sources[0].head = (struct frame){
				.sequence = bases[b] + n, .length = 1, .header = 12, .back = true};
			assert_ptr_equal(merge_next(&merge), &sources[0]);
			assert_int_equal(merge.lost, within ? 100 - (50 - n) : 100);
			assert_int_equal(merge.next, bases[b] + (within ? n : 61));
			assert_int_equal(merge.hole_end, bases[b] + (within ? n : 50));
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_of_others),
		cmocka_unit_test(what_may_still_come),
		cmocka_unit_test(one_that_is_full),
		cmocka_unit_test(many_frames),
		cmocka_unit_test(frames_behind_noise),
		cmocka_unit_test(frames_behind_noise_that_may_be_one),
		cmocka_unit_test(noise_is_dropped),
		cmocka_unit_test(the_rest_of_a_frame),
		cmocka_unit_test(room_is_made),
		cmocka_unit_test(who_waits_is_asked_again),
		cmocka_unit_test(a_hole_that_is_taken_back),
	};

	return cmocka_run_group_tests_name("merge_elsewhere", tests, NULL, NULL);
}
