/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which SystemTap has which transport; raw bytes cut into pieces, and told from frames. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/transport.h"
#include "stream/raw.h"

#define V(major, minor) TRANSPORT_VERSION(major, minor)

static void generations(void **state)
{
	(void)state;
	assert_int_equal(transport_of(V(3, 0), DIALECT_4, false), TRANSPORT_RAW);
	assert_int_equal(transport_of(V(4, 4), DIALECT_4, false), TRANSPORT_RAW);
	assert_int_equal(transport_of(V(4, 4), DIALECT_4, true), TRANSPORT_FRAMES);
	assert_int_equal(transport_of(V(4, 5), DIALECT_4, false), TRANSPORT_RAW);
	assert_int_equal(transport_of(V(4, 5), DIALECT_4, true), TRANSPORT_RAW);
	assert_int_equal(transport_of(V(4, 6), DIALECT_4, false), TRANSPORT_FRAMES);
	assert_int_equal(transport_of(V(4, 9), DIALECT_4, true), TRANSPORT_FRAMES);
	assert_int_equal(transport_of(V(5, 0), DIALECT_5, false), TRANSPORT_FRAMES);
	assert_int_equal(transport_of(TRANSPORT_VERSION_NONE, DIALECT_5, false), TRANSPORT_FRAMES);
}

static void who_loses_to_reads(void **state)
{
	(void)state;
	assert_true(transport_loses_to_reads(V(3, 0)) && transport_loses_to_reads(V(4, 4)));
	assert_false(transport_loses_to_reads(V(4, 5)) || transport_loses_to_reads(V(5, 6)));
	assert_false(transport_loses_to_reads(TRANSPORT_VERSION_NONE) ||
		     transport_loses_to_reads(TRANSPORT_VERSION_SEVERAL));
}

static void what_no_one_knows(void **state)
{
	(void)state;
	assert_int_equal(transport_of(V(2, 9), DIALECT_4, false), TRANSPORT_UNKNOWN);
	assert_int_equal(transport_of(V(5, 0), DIALECT_4, false), TRANSPORT_UNKNOWN);
	assert_int_equal(transport_of(TRANSPORT_VERSION_NONE, DIALECT_4, false), TRANSPORT_UNKNOWN);
	assert_int_equal(
		transport_of(TRANSPORT_VERSION_SEVERAL, DIALECT_4, true), TRANSPORT_UNKNOWN);
}

/* The pieces of TEXT are as long as LENGTHS say, up to a 0; COMPLETE: nothing is behind it. */
static void expect_pieces(const char *text, size_t size, bool complete, const size_t *lengths)
{
	struct merge_source source = {.buffer = (char *)text, .end = size, .complete = complete};

	for (; *lengths; lengths++) {
		assert_true(raw_find_head(&source));
		assert_int_equal(source.head.length, *lengths);
		assert_int_equal(frame_span(&source.head), *lengths);
		assert_true(raw_find_head(&source));
		merge_drop_head(&source);
	}
	assert_false(raw_find_head(&source));
}

static void pieces(void **state)
{
	static char lines[20000];

	(void)state;
	expect_pieces("", 0, true, (const size_t[]){0});
	expect_pieces("a\nb\n", 4, true, (const size_t[]){4, 0});
	expect_pieces("a\nb", 3, true, (const size_t[]){2, 1, 0});
	expect_pieces("a\nb", 3, false, (const size_t[]){2, 0});
	expect_pieces("b", 1, false, (const size_t[]){0});
	memset(lines, 'x', sizeof(lines));
	expect_pieces(lines, sizeof(lines), false, (const size_t[]){8192, 8192, 0});
	expect_pieces(lines, sizeof(lines), true, (const size_t[]){8192, 8192, 3616, 0});
	lines[99] = lines[8299] = '\n';
	expect_pieces(lines, 8300, false, (const size_t[]){100, 8192, 8, 0});
	/* As much as a probe prints at once need not go on; a byte less may. */
	expect_pieces(lines + 200, 8099, false, (const size_t[]){0});
	expect_pieces(lines + 9000, 8191, false, (const size_t[]){0});
	expect_pieces(lines + 9000, 8192, false, (const size_t[]){8192, 0});
	lines[9000 + 8191] = '\n';
	expect_pieces(lines + 9000, 8193, false, (const size_t[]){8192, 0});
	lines[9000 + 8191] = 'x';
	lines[9000 + 8192] = '\n';
	expect_pieces(lines + 9000, 8193, false, (const size_t[]){8192, 1, 0});
}

/* What the merge has to know of a piece: it is text alone, and was there when its source was read.
 */
static void what_a_piece_is(void **state)
{
	char line[] = "..a\n";
	struct merge_source source = {.buffer = line, .begin = 2, .end = 4, .filled = 77};

	(void)state;
	assert_true(raw_find_head(&source));
	assert_true(source.has_head);
	assert_int_equal(source.head_tick, 77);
	assert_memory_equal(&source.head, &(struct frame){.length = 2}, sizeof(source.head));
	/* One that is there is not looked at again. */
	source.head.length = 1;
	assert_true(raw_find_head(&source));
	assert_int_equal(source.head.length, 1);
}

/* A number below 256, which is a string of one byte, as this machine has it in memory. */
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define WORD(number) "\0\0\0" number
#else
#define WORD(number) number "\0\0\0"
#endif

static void guesses(void **state)
{
	static const char frames[] = WORD("\x1") WORD("\x3") "abc" WORD("\x2") WORD("\x5") "hello";
	/* What a flight recorder kept may begin with its newest frames, or within one. */
	static const char rewound[] = "lo" WORD("\x8") WORD("\x2") "hi" WORD("\x9")
		WORD("\x2") "ho" WORD("\x1") WORD("\x3") "abc" WORD("\x2") WORD("\x5") "hello";
	static const char binary[] = "\x12\x34\0\x56\x9a\0\xbc\xde\0\xf0\x55\xaa\0\x33\xcc";

	(void)state;
	assert_int_equal(raw_guess("Hello World!\n", 13), TRANSPORT_RAW);
	assert_int_equal(raw_guess("x", 1), TRANSPORT_RAW);
	assert_int_equal(raw_guess(frames, sizeof(frames) - 1), TRANSPORT_FRAMES);
	assert_int_equal(raw_guess(frames, 11), TRANSPORT_FRAMES);
	assert_int_equal(raw_guess(rewound, sizeof(rewound) - 1), TRANSPORT_FRAMES);
	assert_int_equal(raw_guess(binary, sizeof(binary) - 1), TRANSPORT_RAW);
}

static char stream[FRAME_BODY_MAX + 100];
static size_t size;

static void put_header(uint32_t number, uint32_t length)
{
	memcpy(stream + size, &number, 4);
	memcpy(stream + size + 4, &length, 4);
	size += 8;
}

static void put_text(size_t length)
{
	memset(stream + size, 'x', length);
	size += length;
}

static void put_frame(uint32_t number, uint32_t length)
{
	put_header(number, length);
	put_text(length);
}

/* FRAMES of the bytes are those of frames: it is what more than half of them are. */
static void expect_frames(size_t frames)
{
	bool most = frames >= size - frames;

	assert_int_equal(raw_guess(stream, size), most ? TRANSPORT_FRAMES : TRANSPORT_RAW);
}

/* Frames before, within or behind a text, and when the text is as long as they are. */
static void guesses_by_share(void **state)
{
	(void)state;
	for (size_t text = 0; text < 100; text++)
		for (size_t before = 0; before <= text; before++) {
			size = 0;
			put_text(before);
			put_frame(0x3000003, 3);
			put_frame(0x3000004, 20);
			put_text(text - before);
			expect_frames(2 * 8 + 3 + 20);
		}
}

/* One alone may be chance, unless it is all that there is; so may those whose numbers fall. */
static void guesses_by_links(void **state)
{
	(void)state;
	for (size_t behind = 0; behind < 40; behind++) {
		size = 0;
		put_frame(0x3000003, 10);
		put_text(behind);
		expect_frames(behind ? 0 : size);
		size = 0;
		put_frame(0x3000004, 10);
		put_frame(0x3000003, 10);
		put_text(behind);
		expect_frames(behind ? 0 : size);
		size = 0;
		put_frame(0x3000003, 10);
		put_frame(0x3000003, 10);
		put_text(behind);
		expect_frames(behind ? 0 : size);
		size = 0;
		put_frame(UINT32_MAX, 10);
		put_frame(0, 10);
		put_text(behind);
		expect_frames(2 * 18);
	}
}

/* The last may not be all there: from its length's last byte on it is one. */
static void guesses_where_bytes_end(void **state)
{
	(void)state;
	for (size_t there = 0; there <= 108; there++) {
		size = 0;
		put_frame(0x3000003, 60);
		put_frame(0x3000004, 100);
		size -= 108 - there;
		/* (Less of it is no frame, and then there is but one, which does not end with all.)
		 */
		expect_frames(there >= 8 || !there ? size : 0);
	}
}

static void guesses_by_length(void **state)
{
	static const struct {
		uint32_t length;
		bool frames;
	} cases[] = {{0, false}, {1, true}, {FRAME_BODY_MAX, true}, {FRAME_BODY_MAX + 1, false}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size = 0;
		put_frame(0x3000003, cases[i].length);
		expect_frames(cases[i].frames ? size : 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(generations),
		cmocka_unit_test(who_loses_to_reads),
		cmocka_unit_test(what_no_one_knows),
		cmocka_unit_test(pieces),
		cmocka_unit_test(what_a_piece_is),
		cmocka_unit_test(guesses),
		cmocka_unit_test(guesses_by_share),
		cmocka_unit_test(guesses_by_links),
		cmocka_unit_test(guesses_where_bytes_end),
		cmocka_unit_test(guesses_by_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
