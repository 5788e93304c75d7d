/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is too long for a module, and who has too many sessions: each has its sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <string.h>

#include "words/words.h"

static void expect(enum outcome_kind kind, int error, const char *expected)
{
	static struct sentence sentences[SENTENCES_MAX + 1];
	struct outcome outcome = {.kind = kind, .error = error, .name = "tick"};
	struct wish wish = {.module = "./tick.ko", .options = "a=b"};
	struct machine machine = {.path = "./tick.ko", .release = "6.1.0", .processors = 2};
	size_t count = words_find(sentences, &outcome, &wish, &machine), found = 0;

	for (size_t i = 0; i < count; i++)
		found += strstr(sentences[i].text, expected) != NULL;
	assert_int_equal(found, 1);
}

static void limits(void **state)
{
	(void)state;
	expect(OUTCOME_NOT_LOADED, ENOSPC,
		"A NAME=VALUE is longer than a string of that script's may be");
	expect(OUTCOME_NO_TURN, EUSERS, "Too many of your sessions are not over");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
