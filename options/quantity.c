/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A table says what each unit multiplies the number by. */
#include "options/quantity.h"

#include <ctype.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "common/number.h"

/* More than any file system takes, and less than an off_t can't hold. */
#define BYTES_MAX ((uint64_t)1 << 62)

#define SECONDS_MAX (10u * 366 * 24 * 3600)

struct unit {
	char letter; /* small; '\0': none is written */
	uint64_t times;
};

/* Parses TEXT as a number of UNITS, of which the last has no letter. */
static bool parse(const char *text, const struct unit *unit, uint64_t maximum, uint64_t *quantity)
{
	char digits[24];
	size_t length;
	long number;

	while (isspace((unsigned char)*text))
		text++;
	if (text[0] == '+' && isdigit((unsigned char)text[1]))
		text++;
	length = strspn(text, "0123456789");
	if (length >= sizeof(digits) || (text[length] && text[length + 1]))
		return false;
	while (unit->letter && unit->letter != tolower((unsigned char)text[length]))
		unit++;
	if (unit->letter != tolower((unsigned char)text[length]))
		return false;
	snprintf(digits, sizeof(digits), "%.*s", (int)length, text);
	maximum /= unit->times;
	if (!parse_number(digits, 1, maximum < LONG_MAX ? (long)maximum : LONG_MAX, &number))
		return false;
	*quantity = (uint64_t)number * unit->times;
	return true;
}

bool parse_size(const char *text, uint64_t *bytes)
{
	static const struct unit units[] = {{'k', (uint64_t)1 << 10}, {'m', (uint64_t)1 << 20},
		{'g', (uint64_t)1 << 30}, {'t', (uint64_t)1 << 40}, {'\0', (uint64_t)1 << 20}};

	return parse(text, units, BYTES_MAX, bytes);
}

bool parse_duration(const char *text, unsigned *seconds)
{
	static const struct unit units[] = {
		{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}, {'\0', 1}};
	uint64_t quantity;

	if (!parse(text, units, SECONDS_MAX, &quantity))
		return false;
	*seconds = (unsigned)quantity;
	return true;
}
