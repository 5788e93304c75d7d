/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What systemd says at the end of a unit, as systemd.exec(5) has it: of which ends is there
 * something to clean up? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stapio/killed.h"

static void only_who_was_killed(void **state)
{
	static const struct {
		const char *result, *code;
		bool left;
	} ends[] = {
		{"success", "exited", false},
		{"success", "killed", true}, /* by one of the signals that mean a clean end */
		{"exit-code", "exited", false}, {"protocol", NULL, false},
		{"protocol", "exited", false}, {"timeout", "killed", true},
		{"timeout", "exited", false}, {"signal", "killed", true},
		{"oom-kill", "killed", true}, {"oom-kill", "exited", false},
		{"core-dump", "dumped", true}, {"watchdog", "dumped", true},
		{"watchdog", "killed", true}, {"resources", NULL, false},
		{"start-limit-hit", NULL, false}, {"a word of tomorrow", "trapped", false},
		{NULL, NULL, false}, {NULL, "killed", false}, /* that is not systemd's */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		assert_int_equal(killed_left(ends[i].result, ends[i].code), ends[i].left);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(only_who_was_killed)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
