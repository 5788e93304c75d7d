/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is the name of a module, and what the path of one; and names made unique. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/module_name.h"
#include "options/module_path.h"

static void module_names(void **state)
{
	static const char *const bad[] = {"", "a b", "a'b", "a\"b", "$(x)", "a\nb", "a-b", "../a",
		"a/b", "*", "a.ko", "\xc3\xa4",
		"12345678901234567890123456789012345678901234567890123456"};

	(void)state;
	assert_true(module_name_valid("m"));
	assert_true(module_name_valid("hello"));
	assert_true(module_name_valid("stap_8553d83f78c_265"));
	assert_true(module_name_valid("1234567890123456789012345678901234567890123456789012345"));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(module_name_valid(bad[i]));

	assert_true(module_is_path("a.ko") && module_is_path("./a") && module_is_path("/x/a"));
	assert_false(module_is_path("a") || module_is_path(".ko") || module_is_path("a.kox"));
}

static void renaming(void **state)
{
	char name[MODULE_NAME_SIZE];

	(void)state;
	strcpy(name, "tick");
	assert_true(module_rename(name, 529));
	assert_string_equal(name, "_529");
	strcpy(name, "hello");
	assert_true(module_rename(name, 545));
	assert_string_equal(name, "h_545");
	strcpy(name, "abc");
	assert_false(module_rename(name, 545));
	assert_string_equal(name, "abc");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(module_names),
		cmocka_unit_test(renaming),
	};

	return cmocka_run_group_tests_name("module_name", tests, NULL, NULL);
}
