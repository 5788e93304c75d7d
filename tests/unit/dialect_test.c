/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What control messages are on the wire, in each dialect, and in none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/dialect_session.h"

static void numbers(void **state)
{
	(void)state;
	assert_int_equal(dialect_encode(DIALECT_4, CONTROL_START), 0);
	assert_int_equal(dialect_encode(DIALECT_4, CONTROL_NAMESPACES_PID), 18);
	assert_int_equal(dialect_encode(DIALECT_5, CONTROL_START), 0x50);
	assert_int_equal(dialect_encode(DIALECT_5, CONTROL_MNT_NS_FDS), 0x63);
}

/* Each number is one dialect's at most. */
static void from_the_wire(void **state)
{
	enum control_type type;

	(void)state;
	for (uint32_t wire = 0; wire < 1000; wire++) {
		assert_int_equal(dialect_decode(DIALECT_4, wire, &type), wire < 20);
		if (wire < 20)
			assert_int_equal(type, wire);
		assert_int_equal(
			dialect_decode(DIALECT_5, wire, &type), wire >= 0x50 && wire < 0x64);
		if (wire >= 0x50 && wire < 0x64)
			assert_int_equal(type, wire - 0x50);
		assert_false(dialect_decode(DIALECT_UNKNOWN, wire, &type));
	}
	assert_false(dialect_decode(DIALECT_4, UINT32_MAX, &type));
	assert_false(dialect_decode(DIALECT_5, UINT32_MAX, &type));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers),
		cmocka_unit_test(from_the_wire),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
