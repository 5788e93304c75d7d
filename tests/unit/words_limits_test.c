/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is too long or too large for a module, and who has too many sessions: each has its sentence.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <string.h>

#include "common/remark.h"
#include "words/words.h"

static void expect_of(struct outcome outcome, const char *expected)
{
	static struct sentence sentences[SENTENCES_MAX + 1];
	struct wish wish = {.module = "./tick.ko", .options = "a=b"};
	struct machine machine = {.path = "./tick.ko", .release = "6.1.0", .processors = 2};
	size_t count = words_find(sentences, &outcome, &wish, &machine), found = 0;

	for (size_t i = 0; i < count; i++)
		found += strstr(sentences[i].text, expected) != NULL;
	assert_int_equal(found, 1);
}

static void expect(enum outcome_kind kind, int error, const char *expected)
{
	expect_of((struct outcome){.kind = kind, .error = error, .name = "tick"}, expected);
}

static void limits(void **state)
{
	(void)state;
	expect(OUTCOME_NOT_LOADED, ENOSPC,
		"A NAME=VALUE is longer than a string of that script's may be");
	expect(OUTCOME_NOT_LOADED, ERANGE,
		"A NAME=VALUE has a number that is larger or smaller than its kind can be");
	expect_of((struct outcome){.kind = OUTCOME_REFUSED, .number = POLICY_REFUSE_BUFFERS},
		"The buffer is larger than the administrator lets yours be");
	expect(OUTCOME_NO_TURN, EUSERS, "Too many of your sessions are not over");
}

/* What no test of the whole can have: a helper that may not become less, a day that there is none
 * of. */
static void the_helper(void **state)
{
	(void)state;
	expect_of(
		(struct outcome){
			.kind = OUTCOME_NOT_CHECKED, .error = EPERM, .number = HELPER_NOT_CONFINED},
		"Couldn't check the module's signature: the helper can't give up its privileges: "
		"Operation not permitted");
	expect_of((struct outcome){.kind = OUTCOME_SIGNATURE,
			  .number = REMARK_SIGNER_LATE,
			  .day = INT64_MAX,
			  .text = "x"},
		"The certificate that vouches for the module, 'x', expired on an unknown day.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(limits),
		cmocka_unit_test(the_helper),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
