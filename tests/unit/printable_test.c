/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a terminal gets to see. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "common/printable.h"

static void becomes(const char *text, size_t length, const char *keep, const char *wanted)
{
	char copy[64];

	memcpy(copy, text, length);
	copy[length] = '\254'; /* what comes behind it does not count, and stays */
	printable(copy, length, keep);
	assert_int_equal(copy[length], '\254');
	assert_int_equal(strlen(wanted), length);
	assert_memory_equal(copy, wanted, length);
}

#define BECOMES(text, wanted) becomes(text, sizeof(text) - 1, "", wanted)

static void letters(void **state)
{
	(void)state;
	BECOMES("", "");
	BECOMES("plain ~", "plain ~");
	BECOMES("\303\233 \303\251 \342\202\254 \360\237\230\200",
		"\303\233 \303\251 \342\202\254 \360\237\230\200");
	BECOMES("\302\240", "\302\240");                                 /* the first behind C1 */
	BECOMES("\364\217\277\277", "\364\217\277\277");                 /* the last one */
	BECOMES("\355\237\277\356\200\200", "\355\237\277\356\200\200"); /* beside surrogates */
}

static void control_characters(void **state)
{
	(void)state;
	BECOMES("a\033[31m\177\0b\n", "a?[31m??b?");
	BECOMES("\302\2332J\302\200\302\237", "??2J????");
	becomes("a\tb\nc\rd", 7, "\t\n", "a\tb\nc?d");
	becomes("\0", 1, "\t\n", "?");
}

static void no_utf8(void **state)
{
	(void)state;
	BECOMES("\2332J", "?2J");
	BECOMES("\303", "?");
	BECOMES("a\342\202", "a??");
	BECOMES("\303\301", "??");
	BECOMES("\303(\342\202", "?(??");
	BECOMES("\342\202(", "?\?(");
	BECOMES("\360\237\230(", "??\?(");
	BECOMES("\340\202\233", "???"); /* U+009B, longer than it must be */
	BECOMES("\360\200\202\233", "????");
	BECOMES("\355\240\200\355\277\277", "??????"); /* surrogates, the first and the last */
	BECOMES("\364\220\200\200", "????");           /* U+110000 */
	BECOMES("\300\233\301\233\365\200\200\200\377", "?????????");
}

/* Whatever comes: what is printed has no byte that is one of theirs on its own. */
static void all_pairs(void **state)
{
	(void)state;
	for (unsigned pair = 0; pair < 0x10000; pair++) {
		char text[2] = {(char)(pair >> 8), (char)pair};
		unsigned char *seen = (unsigned char *)text;

		printable(text, 2, "");
		for (int i = 0; i < 2; i++)
			assert_true(seen[i] >= ' ' && seen[i] != 0x7f);
		if (seen[0] >= 0x80)
			assert_true(seen[0] > 0xc1 && seen[0] < 0xe0 &&
				    seen[1] >= (seen[0] == 0xc2 ? 0xa0 : 0x80));
		else
			assert_true(seen[1] < 0x80);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters),
		cmocka_unit_test(control_characters),
		cmocka_unit_test(no_utf8),
		cmocka_unit_test(all_pairs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
