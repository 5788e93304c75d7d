/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which values a kernel takes, as it was seen to (tests/vm/cases/check.sh has it say so). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <errno.h>

#include "common/request.h"
#include "stapio/values.h"

/* What a long of 64 bits, and what one of 32 bits, is the limit of. */
#define OF_LONG(of_64, of_32) (sizeof(long) == 8 ? (of_64) : (of_32))

static void of_each_type(void **state)
{
	static const struct {
		const char *type, *value;
		int error;
	} table[] = {
		{"int", "7", 0},
		{"int", "-7", 0},
		{"int", "+7", 0},
		{"int", "0x10", 0},
		{"int", "0X1f", 0},
		{"int", "010", 0},
		{"int", "08", EINVAL},
		{"int", "0x", EINVAL},
		{"int", "", EINVAL},
		{"int", "-", EINVAL},
		{"int", "-+7", EINVAL},
		{"int", "7x", EINVAL},
		{"int", "7\n", 0},
		{"int", " 7", EINVAL},
		{"int", "2147483647", 0},
		{"int", "2147483648", ERANGE},
		{"int", "-2147483648", 0},
		{"int", "-2147483649", ERANGE},
		{"int", "99999999999999999999x", ERANGE},
		{"int", NULL, EINVAL},
		{"uint", "4294967295", 0},
		{"uint", "4294967296", ERANGE},
		{"uint", "-1", EINVAL},
		{"byte", "256", ERANGE},
		{"byte", "0400", ERANGE},
		{"byte", "0x100", ERANGE},
		{"byte", "0xff", 0},
		{"byte", "0x1", 0},
		{"short", "-32769", ERANGE},
		{"ushort", "65535", 0},
		{"long", OF_LONG("-9223372036854775808", "-2147483648"), 0},
		{"long", OF_LONG("-9223372036854775809", "-2147483649"), ERANGE},
		{"ulong", OF_LONG("18446744073709551615", "4294967295"), 0},
		{"ullong", "18446744073709551616", ERANGE},
		{"int64_t", "7", 0},
		{"int64_t", "7x", 0},
		{"int64_t", "-", 0},
		{"int64_t", "99999999999999999999", 0},
		{"int64_t", "0x", 0},
		{"int64_t", "+7", EINVAL},
		{"int64_t", "seven", EINVAL},
		{"int64_t", "", EINVAL},
		{"int64_t", NULL, EINVAL},
		{"bool", NULL, 0},
		{"bool", "Yes", 0},
		{"bool", "off", 0},
		{"bool", "on", 0},
		{"bool", "o", EINVAL},
		{"bool", "ok", EINVAL},
		{"bool", "2", EINVAL},
		{"bool", "", EINVAL},
		{"charp", "anything", 0},
		{"string", "", 0},
		{"string", NULL, EINVAL},
		{"charp", NULL, EINVAL},
		{"array of int", "x", 0},
		{"other", NULL, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (value_error(table[i].type, table[i].value) != table[i].error)
			fail_msg("%s '%s'", table[i].type, table[i].value);
}

static void of_options(void **state)
{
	static const struct parameters parameters = {
		3, {{"number", "int64_t"}, {"text", "string"}, {"_stp_bufsize", "int"}}};
	static const struct {
		const char *options;
		int error;
	} table[] = {
		{"number=1", 0},
		{"number=seven", EINVAL},
		{"number", EINVAL},
		{"text", EINVAL},
		{"text= number=1", 0},
		{"_stp_bufsize=4 text=seven number=a", EINVAL},
		{"-stp-bufsize=99999999999", ERANGE},
		{"text=\"number=x\"", 0},
		{"text=\"a number=x\"", 0},
		{"text=\"a b\" number=x", EINVAL},
		{"\"text=a number=x\"", 0},
		{"\"number=7\"", 0},
		{"number=\"7\"", 0},
		{"number=\"x\"", EINVAL},
		{"\"number\"", EINVAL},
		{"\"_stp_bufsize=7\"", 0},
		{"_stp_bufsize=\"7\"", 0},
		{"_stp_bufsize=7\"", EINVAL},
		{"_stp_bufsize=\"7", 0},
		{"\tnumber=x", EINVAL},
		{"-- number=x", 0},
		{"other=x", 0},
		{"text=voil\303\240 number=1", 0},
		{"text=voil\303\240number=x", EINVAL},
		{"\240\vnumber=x", EINVAL},
		{"text=\"voil\303\240number=x\"", 0},
		{"=", 0},
		{"\"", 0},
		{"", 0},
		{"   ", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (values_error(&parameters, table[i].options) != table[i].error)
			fail_msg("'%s'", table[i].options);
	/* What is longer than a module may be told is not looked at. */
	static char longest[MODULE_OPTIONS_SIZE + 1];
	strcpy(longest, "number=x");
	memset(longest + 8, ' ', sizeof(longest) - 9);
	assert_int_equal(values_error(&parameters, longest), 0);
	longest[MODULE_OPTIONS_SIZE - 1] = '\0';
	assert_int_equal(values_error(&parameters, longest), EINVAL);
}

/* The last word counts, -b's being the first. */
static void of_the_buffer(void **state)
{
	static const struct {
		const char *options;
		unsigned megabytes;
	} table[] = {
		{"", 0},
		{"other=7", 0},
		{"_stp_bufsize=64", 64},
		{"_stp_bufsize=64 x=1 _stp_bufsize=4095", 4095},
		{"_stp_bufsize=64 -stp-bufsize=0x10", 16},
		{"\"_stp_bufsize=+3\"", 3},
		{"_stp_bufsize=4097", 1},
		{"_stp_bufsize=3 _stp_bufsize=x _stp_bufsize", 3},
		{"_stp_bufsize=3 text=\"_stp_bufsize=4\"", 3},
		{"_stp_bufsize=3 -- _stp_bufsize=4", 3},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (values_buffer_mb(table[i].options) != table[i].megabytes)
			fail_msg("'%s'", table[i].options);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_each_type),
		cmocka_unit_test(of_options),
		cmocka_unit_test(of_the_buffer),
	};

	return cmocka_run_group_tests_name("values", tests, NULL, NULL);
}
