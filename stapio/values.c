/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Options are taken apart as the kernel's next_arg() does it, and numbers are read as kstrtoll()
 * and, in modules of stap's, simple_strtoull() do. Source: lib/cmdline.c and lib/kstrtox.c of
 * Linux, runtime/linux/runtime.h of SystemTap 4.8 to 5.6; and what these said of the table in
 * tests/vm/cases/check.sh.
 */
#include "stapio/values.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>

#include "common/request.h"

/* --- Values ---------------------------------------------------------------------------------- */

static int digit_of(char c)
{
	if (isdigit((unsigned char)c))
		return c - '0';
	return isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10 : INT_MAX;
}

/* Reads all of TEXT, a newline at its end apart, as a number of its own base. Returns 0 or an
 * errno. */
static int read_number(const char *text, uint64_t *number)
{
	bool hex = text[0] == '0' && tolower((unsigned char)text[1]) == 'x' &&
		   isxdigit((unsigned char)text[2]);
	int base = hex ? 16 : text[0] == '0' ? 8 : 10;
	const char *start = text + (hex ? 2 : 0), *at = start;
	bool overflows = false;

	for (*number = 0; digit_of(*at) < base; at++) {
		overflows |= __builtin_mul_overflow(*number, (uint64_t)base, number);
		overflows |= __builtin_add_overflow(*number, (uint64_t)digit_of(*at), number);
	}
	if (overflows)
		return ERANGE;
	return at == start || (*at && strcmp(at, "\n") != 0) ? EINVAL : 0;
}

static int number_error(const char *text, int64_t least, uint64_t most)
{
	bool negative = *text == '-' && least < 0;
	uint64_t number;
	int error = read_number(text + (negative || *text == '+'), &number);

	if (error)
		return error;
	return number > (negative ? -(uint64_t)least : most) ? ERANGE : 0;
}

/* A script's own global: what follows the number does not count, nor does its size. */
static int script_number_error(const char *text)
{
	return *text == '-' || isdigit((unsigned char)*text) ? 0 : EINVAL;
}

static int flag_error(const char *text)
{
	if (tolower((unsigned char)text[0]) == 'o')
		return text[1] && strchr("nNfF", text[1]) ? 0 : EINVAL;
	return text[0] && strchr("yYtT1nNfF0", text[0]) ? 0 : EINVAL;
}

int value_error(const char *type, const char *value)
{
	static const struct {
		const char *type;
		int64_t least;
		uint64_t most;
	} numbers[] = {
		{"byte", 0, UCHAR_MAX},
		{"short", SHRT_MIN, SHRT_MAX},
		{"ushort", 0, USHRT_MAX},
		{"int", INT_MIN, INT_MAX},
		{"uint", 0, UINT_MAX},
		{"long", LONG_MIN, LONG_MAX},
		{"ulong", 0, ULONG_MAX},
		{"ullong", 0, ULLONG_MAX},
	};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (strcmp(type, numbers[i].type) == 0)
			return value ? number_error(value, numbers[i].least, numbers[i].most)
				     : EINVAL;
	if (strcmp(type, "int64_t") == 0)
		return value ? script_number_error(value) : EINVAL;
	if (strcmp(type, "bool") == 0)
		return value ? flag_error(value) : 0;
	return !value && (strcmp(type, "charp") == 0 || strcmp(type, "string") == 0) ? EINVAL : 0;
}

/* --- Options --------------------------------------------------------------------------------- */

/*
 * Takes the first word off *REST, and cuts it into *NAME and *VALUE, NULL where it has none. False:
 * there is no more for the module.
 */
static bool next_word(char **rest, char **name, char **value)
{
	char *at = *rest, *equals = NULL;

	while (parameters_blank(*at))
		at++;
	if (!*at)
		return false;
	bool whole = *at == '"', quoted = whole;

	*name = at += whole;
	for (; *at && (quoted || !parameters_blank(*at)); at++) {
		if (*at == '=' && !equals)
			equals = at;
		if (*at == '"')
			quoted = !quoted;
	}
	*rest = at + (*at != '\0');
	*at = '\0';
	*value = NULL;
	bool begins = equals && equals[1] == '"';
	if (equals) {
		*equals = '\0';
		*value = equals + 1 + begins;
	}
	if ((begins || whole) && at > *name && at[-1] == '"')
		at[-1] = '\0';
	return *value || strcmp(*name, "--") != 0;
}

/* Copies OPTIONS, or none that are longer than a module may be told. */
static char *copy_of(const char *options, char copy[static MODULE_OPTIONS_SIZE])
{
	return strcpy(copy, strlen(options) < MODULE_OPTIONS_SIZE ? options : "");
}

int values_error(const struct parameters *parameters, const char *options)
{
	char copy[MODULE_OPTIONS_SIZE], *rest = copy_of(options, copy), *name, *value;
	int error = 0;

	while (!error && next_word(&rest, &name, &value)) {
		const struct parameter *parameter = parameters_named(parameters, name);

		error = parameter ? value_error(parameter->type, value) : 0;
	}
	return error;
}

unsigned values_buffer_mb(const char *options)
{
	static const struct parameters buffer = {1, {{"_stp_bufsize", "int"}}};
	char copy[MODULE_OPTIONS_SIZE], *rest = copy_of(options, copy), *name, *value;
	uint64_t megabytes = 0, number;

	while (next_word(&rest, &name, &value))
		if (value && parameters_named(&buffer, name) &&
			!read_number(value + (*value == '+'), &number))
			megabytes = number;
	/* The module counts its bytes in 32 bits. */
	return megabytes % 4096;
}
