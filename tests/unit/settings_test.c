/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is a setting, for whom it is, and what is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/dialect.h"
#include "helper/settings.h"

#define USR PRIVILEGE_STAPUSR
#define SYS (PRIVILEGE_STAPUSR | PRIVILEGE_STAPSYS)
#define DEV PRIVILEGE_ALL

static struct settings of(const char *text, unsigned levels)
{
	struct settings settings;

	settings_parse(&settings, text, strlen(text), levels);
	return settings;
}

static void nothing_is_set(void **state)
{
	static const char *const texts[] = {"", "\n", "# sha1 = no\n", "  \t # x\n\n"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct settings settings = of(texts[i], DEV);

		assert_int_equal(settings.wrong_line, 0);
		assert_false(settings.refuse_sha1 || settings.refuse_unsigned);
		assert_int_equal(settings.modules, SETTINGS_ANY);
		assert_int_equal(settings.megabytes, SETTINGS_ANY);
	}
}

static void each_for_whom_it_is(void **state)
{
	static const char text[] = "# limits\n"
				   "sha1 = no\n"
				   "stapdev.unsigned=no # signed ones alone\n"
				   "\tstapusr.modules = 1 \n"
				   "stapsys.modules = 2\n"
				   "stapdev.modules = 3\n"
				   "stapusr.buffers\t=\t10 \t\n"
				   "stapdev.buffers = 0\n";
	static const struct {
		unsigned levels, modules, megabytes;
	} expected[] = {{0, SETTINGS_ANY, SETTINGS_ANY}, {USR, 1, 10}, {SYS, 2, SETTINGS_ANY},
		{PRIVILEGE_STAPSYS, 2, SETTINGS_ANY}, {DEV, 3, 0}, {PRIVILEGE_STAPDEV, 3, 0}};

	(void)state;
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
		struct settings settings = of(text, expected[i].levels);

		assert_int_equal(settings.wrong_line, 0);
		assert_true(settings.refuse_sha1 && settings.refuse_unsigned);
		assert_int_equal(settings.modules, expected[i].modules);
		assert_int_equal(settings.megabytes, expected[i].megabytes);
	}
	assert_int_equal(of("stapusr.modules = 999999\n", USR).modules, 999999);
	assert_false(of("sha1 = yes\nstapdev.unsigned = yes\n", DEV).refuse_sha1);
}

static void what_is_none(void **state)
{
	static const char *const lines[] = {"sha1", "sha1 =", "= no", "sha1 = maybe", "sha1 = NO",
		"SHA1 = no", "sha1 no", "sha1 == no", "sha1 = no no", "sha2 = no",
		"stapusr.modules = -1", "stapusr.modules = +1", "stapusr.modules = 1x",
		"stapusr.modules = 0x1", "stapusr.modules = 1000000000000000000000",
		"stapusr.modules = 1000000", "stapusr.modules = ", "modules = 1",
		"stapusr. modules = 1", "root.modules = 1", "stapsys.unsigned = no",
		"\x01sha1 = no", "sha1 = no\r"};
	char text[200];

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		snprintf(text, sizeof(text), "# one\n\n%s\nstapusr.modules = 4\n", lines[i]);
		assert_int_equal(of(text, USR).wrong_line, 3);
	}
	/* Twice; a last line that does not end, which may be half of one; a NUL. */
	assert_int_equal(of("sha1 = no\nsha1 = no\n", USR).wrong_line, 2);
	assert_int_equal(of("sha1 = yes\nsha1 = no", USR).wrong_line, 2);
	assert_int_equal(of("sha1\nstapdev.unsigned = no", USR).wrong_line, 1);
	for (size_t nul = 0; nul < 21; nul++) {
		struct settings settings;
		char bytes[] = "sha1 = no\n\nsha1 = no\n";

		if (bytes[nul] == '\n')
			continue;
		bytes[10] = '#';
		bytes[nul] = '\0';
		settings_parse(&settings, bytes, 21, USR);
		assert_int_not_equal(settings.wrong_line, 0);
	}
}

static void larger_than_it_may_be(void **state)
{
	struct settings settings;
	size_t size = 5000;
	char *text = malloc(size);

	(void)state;
	memset(text, '\n', size);
	settings_parse(&settings, text, 4096, USR);
	assert_int_equal(settings.wrong_line, 0);
	settings_parse(&settings, text, 4097, USR);
	assert_int_not_equal(settings.wrong_line, 0);
	/* What is left behind the wrong line of one ends no line of the next. */
	*text = 'x';
	settings_parse(&settings, text, 4096, USR);
	settings_parse(&settings, "# x\nsha1 = no", 13, USR);
	assert_int_equal(settings.wrong_line, 2);
	free(text);
}

/* Each end of a good text is a good text or is told as none: nothing else is read. */
static void any_bytes(void **state)
{
	static const char good[] = "stapusr.modules = 12\n# x\nsha1 = no\n";
	struct settings settings;

	(void)state;
	for (size_t length = 0; length < sizeof(good); length++)
		for (int byte = 0; byte < 256; byte++) {
			char *text = malloc(length + 1); /* no byte more: a sanitizer sees to it */

			memcpy(text, good, length);
			text[length] = (char)byte;
			settings_parse(&settings, text, length + 1, USR);
			free(text);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_set),
		cmocka_unit_test(each_for_whom_it_is),
		cmocka_unit_test(what_is_none),
		cmocka_unit_test(larger_than_it_may_be),
		cmocka_unit_test(any_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
