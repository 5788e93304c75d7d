/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The usual case of frame_next() is there for speed only: it finds what the
 * unusual way, which searches, finds. On streams at random: of gaps in the
 * numbers, bodies cut short, padding, and bodies that look like headers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stream/frame.c"

#define STREAMS   20000
#define BODY_MAX  700
#define SPAN_MAX  (BODY_MAX + 32) /* of a frame, with its header and padding */
#define FILLED    4096
#define BYTES_MAX (FILLED + SPAN_MAX)

static uint32_t random_state = 2463534242;

/* Below LIMIT. */
static uint32_t any(uint32_t limit)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 17;
	random_state ^= random_state << 5;
	return random_state % limit;
}

static bool one_in(uint32_t n)
{
	return any(n) == 0;
}

static const char magic[4] = {'\xf0', '\x9f', '\xa9', '\xba'};

/* What one stream is like. */
struct manner {
	bool marked;             /* dialect 5 */
	bool cut, padded, posed; /* some of its frames are */
	uint32_t gap_max, length_max;
	unsigned alphabet; /* of its bodies */
};

static size_t put_header(const struct manner *manner, char *p, uint32_t sequence, uint32_t length)
{
	size_t mark = manner->marked ? sizeof(magic) : 0;

	memcpy(p, magic, mark);
	memcpy(p + mark, &sequence, 4);
	memcpy(p + mark + 4, &length, 4);
	return mark + 8;
}

static char any_byte(unsigned alphabet)
{
	static const char nasty[] = "\xf0\x9f\xa9\xba\x01\0"; /* with two NULs */

	switch (alphabet) {
	case 0:
		return (char)('a' + any(26));
	case 1:
		return (char)any(256);
	case 2:
		return one_in(8) ? '\0' : 'a';
	default:
		return one_in(6) ? nasty[any(sizeof(nasty))] : 'b';
	}
}

/* Into a body of LENGTH bytes: what may pose as a frame that comes early, or as two. */
static void put_poser(const struct manner *manner, char *body, uint32_t length, uint32_t sequence)
{
	size_t most = 2 * (sizeof(magic) + 8), at;

	if (length <= 2 * most)
		return;
	at = any(length - (uint32_t)most);
	uint32_t rest = length - (uint32_t)at - (uint32_t)most, first = any(rest) + 1;
	size_t behind = at + put_header(manner, body + at, sequence + any(4) - 1, first) + first;

	if (behind + most / 2 < length && one_in(2))
		put_header(manner, body + behind, sequence + 2 + any(2),
			length - (uint32_t)behind - (manner->marked ? 12 : 8));
}

/* Fills BYTES with the frames that begin behind LAST. Returns how many bytes there are. */
static size_t fill(const struct manner *manner, char bytes[static BYTES_MAX], uint32_t last)
{
	uint32_t sequence = last;
	size_t size = 0;

	while (size < FILLED) {
		uint32_t length = any(manner->length_max) + 1, there = length;

		sequence += 1 + any(manner->gap_max);
		size += put_header(manner, bytes + size, sequence, length);
		if (manner->cut && one_in(6))
			there = any(length);
		for (uint32_t i = 0; i < there; i++)
			bytes[size + i] = any_byte(manner->alphabet);
		if (manner->posed && one_in(3))
			put_poser(manner, bytes + size, there, sequence);
		size += there;
		if (manner->padded && one_in(5))
			for (uint32_t i = any(manner->marked ? 12 : 9); i > 0; i--)
				bytes[size++] = manner->marked ? '\0' : (char)any(256);
	}
	return size;
}

/* Not as a whole: what is behind the last member no one wrote. */
static void assert_same_place(const struct subbuf_place *one, const struct subbuf_place *other)
{
	assert_int_equal(one->at, other->at);
	assert_int_equal(one->begin, other->begin);
	assert_int_equal(one->next, other->next);
	assert_int_equal(one->unsure, other->unsure);
}

/* Takes all frames off both ways. Returns how many the usual case took. */
static unsigned long compare(
	const struct frame_stream *begin, const char *bytes, size_t size, bool complete)
{
	struct frame_stream stream = *begin, other = *begin;
	unsigned long usual = 0;
	size_t at = 0;

	for (;;) {
		struct frame frame = {0}, same = {0};
		size_t stray, stray_too;

		if (stream.dialect == DIALECT_5)
			stream.subbufs.sure = 1; /* it has no use for this */
		bool found = frame_next(&stream, bytes + at, size - at, complete, &frame, &stray);
		usual += stream.subbufs.sure != 0; /* the unusual case forgets it */
		assert_int_equal(found,
			next_unusual(&other, bytes + at, size - at, complete, &same, &stray_too));
		assert_int_equal(stray, stray_too);
		other.subbufs.sure = stream.subbufs.sure; /* the usual case's own */
		other.subbufs.whole = stream.subbufs.whole;
		assert_same_place(&stream.subbufs.place, &other.subbufs.place);
		memcpy(&other.subbufs.place, &stream.subbufs.place, sizeof(other.subbufs.place));
		assert_memory_equal(&stream, &other, sizeof(stream));
		if (found)
			assert_memory_equal(&frame, &same, sizeof(frame));
		else if (!stray)
			return usual;
		at += found ? frame_span(&frame) : stray;
	}
}

static void test_usual_is_unusual(void **state)
{
	static char bytes[BYTES_MAX];
	unsigned long usual[2][2] = {{0}};

	(void)state;
	for (int i = 0; i < STREAMS; i++) {
		const struct manner manner = {
			.marked = one_in(2),
			.cut = one_in(3),
			.padded = one_in(3),
			.posed = one_in(4),
			.gap_max = 1u << any(24),
			.length_max = one_in(3)   ? 12
				      : one_in(2) ? 60
						  : BODY_MAX,
			.alphabet = any(4),
		};
		uint32_t last = one_in(3) ? UINT32_MAX - any(100) : 0;
		size_t size = fill(&manner, bytes, last);
		struct frame_stream begin;

		memset(&begin, 0, sizeof(begin)); /* it is compared as a whole */
		begin.dialect = manner.marked ? DIALECT_5 : DIALECT_4;
		subbufs_init(&begin.subbufs, true);
		subbufs_note(&begin.subbufs, &(struct subbuf_read){.bytes = size,
						     .emptied = true,
						     .size = 65536,
						     .before = size,
						     .closed = size});
		begin.started = !one_in(8);
		begin.last = last;
		begin.overrun = one_in(2);
		usual[manner.marked][begin.overrun] +=
			compare(&begin, bytes, size - any(SPAN_MAX), one_in(2));
	}
	/* Else nothing was compared. */
	for (int i = 0; i < 4; i++)
		assert_true(usual[i / 2][i % 2] > STREAMS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_usual_is_unusual),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
