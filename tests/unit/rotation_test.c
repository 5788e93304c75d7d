/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When an output goes on in another file, and in which: every state, event and sight. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "relay/rotation.h"

static void states(void **state)
{
	static const enum rotation_state behind[3][5] = {
		/*                   limit, asked, time, opened, refused */
		[ROTATION_RESTS] = {ROTATION_DUE, ROTATION_DUE, ROTATION_RESTS, ROTATION_RESTS,
			ROTATION_OVERDUE},
		[ROTATION_DUE] = {ROTATION_DUE, ROTATION_DUE, ROTATION_DUE, ROTATION_RESTS,
			ROTATION_OVERDUE},
		[ROTATION_OVERDUE] = {ROTATION_OVERDUE, ROTATION_DUE, ROTATION_DUE, ROTATION_RESTS,
			ROTATION_OVERDUE},
	};

	(void)state;
	for (int from = ROTATION_RESTS; from <= ROTATION_OVERDUE; from++)
		for (int event = ROTATION_LIMIT; event <= ROTATION_REFUSED; event++)
			assert_int_equal(rotation_after((enum rotation_state)from,
						 (enum rotation_event)event),
				behind[from][event]);
}

static void next_files(void **state)
{
	static const enum rotation_next unlimited[3][2] = {
		/*                         no file, a file */
		[ROTATION_SEES_NOTHING] = {ROTATION_ANEW, ROTATION_ANEW},
		[ROTATION_SEES_OURS] = {ROTATION_NOWHERE, ROTATION_NUMBERED},
		[ROTATION_SEES_OTHER] = {ROTATION_ANEW, ROTATION_ANEW},
	};

	(void)state;
	for (int sight = ROTATION_SEES_NOTHING; sight <= ROTATION_SEES_OTHER; sight++)
		for (int is_file = 0; is_file <= 1; is_file++) {
			assert_int_equal(rotation_next(false, (enum rotation_sight)sight, is_file),
				unlimited[sight][is_file]);
			assert_int_equal(rotation_next(true, (enum rotation_sight)sight, is_file),
				ROTATION_NUMBERED);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(states),
		cmocka_unit_test(next_files),
	};

	return cmocka_run_group_tests_name("rotation", tests, NULL, NULL);
}
