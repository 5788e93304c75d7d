/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who listens to the kernel's audit, by what reads like /proc/net/netlink. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "helper/records.h"

#define HEADER                                                                                     \
	"sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode\n"
#define SOCKET(protocol, port)                                                                     \
	"00000000e0be22da " protocol " " port                                                      \
	" 00000000 0        0        0     2        0        4\n"

#define CONNECTOR SOCKET("11 ", "0         ")

static void no_one_listens(void **state)
{
	(void)state;
	assert_false(records_listened(HEADER CONNECTOR));
	/* The kernel's own; and others' sockets for something else. */
	assert_false(records_listened(HEADER SOCKET("9  ", "0         ") CONNECTOR));
	assert_false(records_listened(
		HEADER SOCKET("0  ", "9         ") CONNECTOR SOCKET("19 ", "4711      ")));
	assert_false(records_listened("no such list\n9 9\n\n" CONNECTOR));
}

/* Who listens is in the first namespace's list alone. */
static void another_namespace(void **state)
{
	(void)state;
	assert_true(records_listened(""));
	assert_true(records_listened(HEADER));
	assert_true(records_listened(HEADER SOCKET("9  ", "0         ")));
	assert_true(records_listened(HEADER SOCKET("11 ", "4711      ")));
}

static void someone_listens(void **state)
{
	(void)state;
	assert_true(records_listened(HEADER SOCKET("9  ", "4711      ")));
	assert_true(records_listened(HEADER SOCKET("9  ", "0         ") SOCKET("0  ", "17        ")
			SOCKET("9  ", "4294962996")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_one_listens),
		cmocka_unit_test(someone_listens),
		cmocka_unit_test(another_namespace),
	};

	return cmocka_run_group_tests_name("records", tests, NULL, NULL);
}
