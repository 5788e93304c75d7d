/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a module's folder may lie. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cmocka.h>

#include "stapio/place.h"

#define FUSE                                                                                       \
	"76 29 0:52 / /mnt/a\\040b rw,nosuid,nodev shared:3 - fuse.sim sim rw,user_id=1001,group_id=7\n"

static void whose(void **state)
{
	(void)state;
	assert_true(place_is_own(FUSE, makedev(0, 52), 1001));
	assert_false(place_is_own(FUSE, makedev(0, 52), 0));
	assert_false(place_is_own(FUSE, makedev(0, 52), 100));
	assert_false(place_is_own(FUSE, makedev(0, 53), 1001));
	assert_true(place_is_own("1 2 8:1 / / rw - fuse x rw,user_id=0\n", makedev(8, 1), 0));
	assert_false(place_is_own("1 2 8:1 / / rw - ext4 x rw,user_id=0\n", makedev(8, 1), 0));
	assert_false(place_is_own("1 2 8:1 / / rw - fuse x rw,xuser_id=0\n", makedev(8, 1), 0));
	assert_false(place_is_own("1 2 8:1 / / rw - fuse user_id=0 rw\n", makedev(8, 1), 0));
	assert_false(place_is_own("1 2 8:1 / / rw fuse x user_id=0\n", makedev(8, 1), 0));
	assert_false(place_is_own("", makedev(8, 1), 0));
	assert_false(place_is_own(" - fuse", makedev(0, 0), 0));
}

static void where(void **state)
{
	int folder = open("/proc/self", O_PATH), other = open("/tmp", O_PATH);

	(void)state;
	assert_true(place_of_modules(folder));
	assert_false(place_of_modules(other));
	assert_false(place_of_modules(-1));
	close(folder);
	close(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whose),
		cmocka_unit_test(where),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
