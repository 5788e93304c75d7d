/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A module's parameters, and what is none of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/report.h"
#include "stapio/parameters.h"

#define MODINFO                                                                                    \
	"\x7f"                                                                                     \
	"ELF\0rest of .rodata.parmtype=var1:string\0license=GPL\0parm=_stp_bufsize:buffer size\0"  \
	"parmtype=_stp_bufsize:int\0parmtype=my_number:long\0parmtype=:int\0parmtype=none\0"       \
	"parmtype=a b:int\0parmtype= b:int\0vermagic=6.1\0parmtype=cut:lo"

static struct parameters parameters;

static void find(void)
{
	parameters_find(&parameters, MODINFO, sizeof(MODINFO) - 1);
}

static void those_of_a_module(void **state)
{
	(void)state;
	find();
	assert_int_equal(parameters.count, 3);
	assert_string_equal(parameters.all[0].name, "var1");
	assert_string_equal(parameters.all[0].type, "string");
	assert_string_equal(parameters.all[1].name, "_stp_bufsize");
	assert_string_equal(parameters.all[2].name, "my_number");
	assert_string_equal(parameters.all[2].type, "long");
	parameters_find(&parameters, "", 0);
	assert_int_equal(parameters.count, 0);
}

/* Many, and long ones: no more than there is room for. */
static void too_many(void **state)
{
	static char bytes[200000];
	size_t used = 0;

	(void)state;
	for (int i = 0; i < 2 * PARAMETERS_MAX; i++)
		used += (size_t)sprintf(bytes + used, "parmtype=p%d:int", i) + 1;
	parameters_find(&parameters, bytes, used);
	assert_int_equal(parameters.count, PARAMETERS_MAX);
	assert_string_equal(parameters.all[PARAMETERS_MAX - 1].name, "p63");
	memset(bytes, 'x', sizeof(bytes));
	memcpy(bytes, "parmtype=", 9);
	bytes[1000] = ':';
	bytes[1010] = '\0';
	memcpy(bytes + 2000, "parmtype=x:", 11);
	bytes[3000] = '\0';
	parameters_find(&parameters, bytes, sizeof(bytes));
	assert_int_equal(parameters.count, 0);
	/* The longest name and type that there is room for, and those that are one longer. */
	for (int longer = 0; longer < 2; longer++) {
		for (int which = 0; which < 2; which++) {
			int name = PARAMETER_TEXT_MAX - 1 + (longer && !which);
			int type = PARAMETER_TEXT_MAX - 1 + (longer && which);

			memset(&parameters, 'x', sizeof(parameters));
			used = (size_t)sprintf(bytes, "parmtype=%0*d:%0*d", name, 1, type, 1);
			parameters_find(&parameters, bytes, used + 1);
			assert_int_equal(parameters.count, !longer);
			if (!longer) {
				assert_int_equal(strlen(parameters.all[0].name), name);
				assert_int_equal(strlen(parameters.all[0].type), type);
			}
		}
	}
}

static void unknown_ones(void **state)
{
	static const struct {
		const char *options, *unknown;
	} table[] = {
		{"", ""},
		{"  ", ""},
		{"var1=x", ""},
		{"_stp_bufsize=3 var1=\"a b=c\" my_number=1", ""},
		{"my-number=1", ""},
		{"dyndbg=+p async_probe", ""},
		{"vra1=x", "vra1,"},
		{"var=x", "var,"},
		{"var12=x", "var12,"},
		{"my+number=1", "my+number,"},
		{"my_number_=1", "my_number_,"},
		{"vra1=x var1=y other", "vra1,other,"},
		{"var1=a b", "b,"},
		{"\"var1=a b\" c=1", "c,"},
		{"=x", ","},
		{"var1=1 -- nosuch=1", ""},
		{"VAR1=x", "VAR1,"},
		{"var1=voil\303\240", ""},
		{"var1=voil\303\240 \vb", "b,"},
		{"var1=d\303\240n", "n,"},
		{"d\303\240n=1", "d\303,n,"},
		{"var1=\"d\303\240n\"", ""},
		{"var1=\"open quote x=1", ""},
	};

	(void)state;
	find();
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		const char *options = table[i].options;
		char name[PARAMETER_TEXT_MAX], all[256] = "";

		while (parameters_unknown(&parameters, &options, name))
			strcat(strcat(all, name), ",");
		if (strcmp(all, table[i].unknown) != 0)
			fail_msg("'%s' gave '%s'", table[i].options, all);
	}
}

static void nearest_ones(void **state)
{
	(void)state;
	find();
	assert_string_equal(parameters_nearest(&parameters, "vra1"), "var1");
	assert_string_equal(parameters_nearest(&parameters, "VAR1"), "var1");
	assert_string_equal(parameters_nearest(&parameters, "mynumber"), "my_number");
	assert_null(parameters_nearest(&parameters, "else"));
	assert_null(parameters_nearest(&parameters, ""));
	/* Of two that are as near the first. */
	static const char near[] = "parmtype=v:int\0parmtype=some1:int\0parmtype=some2:int";
	parameters_find(&parameters, near, sizeof(near));
	assert_int_equal(parameters.count, 3);
	assert_string_equal(parameters_nearest(&parameters, "some3"), "some1");
}

/* What is said. */
static void warnings(void **state)
{
	char said[2048];
	int ends[2];

	(void)state;
	find();
	assert_int_equal(pipe(ends), 0);
	report_to_descriptor(ends[1]);
	parameters_check("some", &parameters, "vra1=x var1=y else=1");
	parameters_check("some", &parameters, "var1=y");
	parameters.count = 0;
	parameters_check("other", &parameters, "var1=y");
	parameters.count = PARAMETERS_MAX; /* more names than there is room for */
	for (size_t i = 0; i < PARAMETERS_MAX; i++)
		sprintf(parameters.all[i].name, "%063zu", i);
	parameters_check("many", &parameters, "var1=y");
	report_to_descriptor(STDERR_FILENO);
	close(ends[1]);
	ssize_t got = read(ends[0], said, sizeof(said) - 1);
	close(ends[0]);
	said[got > 0 ? got : 0] = '\0';
	char *many = strstr(said, "WARNING: Module many");
	assert_non_null(many);
	assert_true(strlen(many) > 500 && strlen(many) < 600);
	*many = '\0';
	assert_string_equal(said,
		"WARNING: Module some has no 'vra1' to set: is it 'var1' that you mean?\n"
		"WARNING: Module some has no 'else' to set: it has var1, my_number.\n"
		"WARNING: Module other has no 'var1' to set: its script has no such global.\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(those_of_a_module),
		cmocka_unit_test(too_many),
		cmocka_unit_test(unknown_ones),
		cmocka_unit_test(nearest_ones),
		cmocka_unit_test(warnings),
	};

	return cmocka_run_group_tests_name("parameters", tests, NULL, NULL);
}
