/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The process that holds a file which is called as a control channel is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stapio/attached.h"

static char root[] = "/tmp/attached-test-XXXXXX", folder[64], channel[80], module[32];

static void finds_who_holds_it(void **state)
{
	int other, held;

	(void)state;
	assert_int_equal(attached_to(module), 0);
	other = open(folder, O_RDONLY | O_DIRECTORY);
	assert_int_equal(attached_to(module), 0);
	held = open(channel, O_RDWR | O_CREAT, 0600);
	assert_true(held >= 0 && other >= 0);
	assert_int_equal(attached_to(module), getpid());
	/* Names are compared whole. */
	assert_int_equal(attached_to(module + 1), 0);
	assert_int_equal(attached_to(""), 0);
	close(held);
	assert_int_equal(attached_to(module), 0);
	close(other);
}

/* One whose path is longer than any control channel's is none. */
static void passes_over_long_paths(void **state)
{
	char name[300], path[600];
	int held;

	(void)state;
	memset(name, 'x', 250);
	name[250] = '\0';
	snprintf(path, sizeof(path), "%s/%s", root, name);
	held = open(path, O_RDWR | O_CREAT, 0600);
	assert_true(held >= 0);
	assert_int_equal(attached_to(module), 0);
	close(held);
	unlink(path);
}

static int set_up(void **state)
{
	char parent[64];

	(void)state;
	if (!mkdtemp(root))
		return -1;
	snprintf(module, sizeof(module), "m_%d", (int)getpid());
	snprintf(parent, sizeof(parent), "%s/systemtap", root);
	snprintf(folder, sizeof(folder), "%.40s/%.20s", parent, module);
	snprintf(channel, sizeof(channel), "%s/.cmd", folder);
	return mkdir(parent, 0700) || mkdir(folder, 0700);
}

static int tear_down(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -r %s", root);
	return system(command);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_who_holds_it),
		cmocka_unit_test(passes_over_long_paths),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
