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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(generations),
		cmocka_unit_test(who_loses_to_reads),
		cmocka_unit_test(what_no_one_knows),
		cmocka_unit_test(pieces),
		cmocka_unit_test(guesses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
