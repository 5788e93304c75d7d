/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which bytes from a terminal are keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/sequence.h"

/* Keys of ncurses' own, and bytes: none of it goes on in the next. */
static void expect_keys(const char *bytes, const char *keys)
{
	struct sequence sequence = {SEQUENCE_NONE};
	char taken[64];
	size_t count = 0;

	for (size_t i = 0; i < strlen(bytes); i++)
		if (!sequence_takes(&sequence, (unsigned char)bytes[i]))
			taken[count++] = bytes[i];
	taken[count] = '\0';
	assert_string_equal(taken, keys);
}

static void keys(void **state)
{
	(void)state;
	expect_keys("qc[O1~", "qc[O1~");
	expect_keys("\033", "\033");
	expect_keys("\033q", "\033q"); /* Alt and q */
	expect_keys("\033/[Oq", "\033/[Oq");
}

/* Shift-F2, rxvt's Shift-Right and Ctrl-Right, what the terminal is, a F2 that comes slowly. */
static void sequences(void **state)
{
	(void)state;
	expect_keys("\033[1;2Qx", "\033x");
	expect_keys("\033[cx", "\033x");
	expect_keys("\033Ocx", "\033x");
	expect_keys("\033[?1;2cx", "\033x");
	expect_keys("\033OQq", "\033q");
	expect_keys("\033\033[3~q", "\033\033q");
}

/* What can't be in one ends it, and is a key. */
static void broken_off(void **state)
{
	struct sequence sequence = {SEQUENCE_GOES_ON};

	(void)state;
	expect_keys("\033[1\033[cq", "\033\033q");
	expect_keys("\033[1\003q", "\033\003q");
	expect_keys("\033[1\377q", "\033\377q");
	assert_false(sequence_takes(&sequence, 0402 /* KEY_DOWN */));
	assert_false(sequence_takes(&sequence, 'q'));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys), cmocka_unit_test(sequences), cmocka_unit_test(broken_off)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
