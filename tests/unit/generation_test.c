/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Of which versions it is known before a load that their output can't be read, and what is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/transport.h"
#include "stapio/generation.h"

static void versions(void **state)
{
	(void)state;
	assert_true(generation_unreadable(TRANSPORT_VERSION_NONE));
	assert_false(generation_unreadable(TRANSPORT_VERSION_SEVERAL));
	assert_true(generation_unreadable(TRANSPORT_VERSION(1, 0)));
	assert_true(generation_unreadable(TRANSPORT_VERSION(2, 9)));
	assert_false(generation_unreadable(TRANSPORT_VERSION(3, 0)));
	assert_false(generation_unreadable(TRANSPORT_VERSION(4, 5)));
	assert_false(generation_unreadable(TRANSPORT_VERSION(4, 9)));
	assert_false(generation_unreadable(TRANSPORT_VERSION(5, 0)));
	assert_false(generation_unreadable(TRANSPORT_VERSION(5, 6)));
	assert_false(generation_unreadable(TRANSPORT_VERSION(9, 9))); /* its dialect will tell */
}

static void sentences(void **state)
{
	char sentence[256];

	(void)state;
	generation_complaint(sentence, sizeof(sentence), "m", TRANSPORT_VERSION(2, 9));
	assert_string_equal(sentence, "Module m was made by SystemTap 2.9, and its output can't be "
				      "read: compile it again with 3.0 to 5.x.");
	generation_complaint(sentence, sizeof(sentence), "m", TRANSPORT_VERSION_NONE);
	assert_string_equal(sentence, "Module m does not say which SystemTap made it, and so its "
				      "output can't be read: compile it again with 3.0 to 5.x.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions),
		cmocka_unit_test(sentences),
	};

	return cmocka_run_group_tests_name("generation", tests, NULL, NULL);
}
