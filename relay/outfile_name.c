/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of output files, as SystemTap's users and scripts know them. */
#include "relay/outfile_name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "relay/compress.h"

#define DIGITS_MAX 9

bool outfile_name(char *name, size_t size, const struct outfile_naming *naming, unsigned cpu,
	unsigned number, const struct tm *when)
{
	const char *pattern = naming->pattern ? naming->pattern : "stpd";
	bool numbered = naming->limited || number > 0;
	const char *cpu_word = !naming->pattern || naming->background || numbered ? "cpu" : "";
	size_t used = strlen(pattern);

	if (strchr(pattern, '%'))
		used = strftime(name, size, pattern, when);
	else if (used < size)
		memcpy(name, pattern, used + 1);
	if (used == 0 || used >= size)
		return false;
	if (naming->per_cpu)
		used += (size_t)snprintf(name + used, size - used, "_%s%u", cpu_word, cpu);
	if (used < size && numbered)
		used += (size_t)snprintf(name + used, size - used, ".%u", number);
	return used < size;
}

long outfile_number(const char *name, const char *other)
{
	const char *dot = strrchr(name, '.');
	size_t stem = dot ? (size_t)(dot + 1 - name) : 0;

	if (!stem || strncmp(name, other, stem) != 0)
		return -1;
	const char *digits = other + stem;
	size_t length = strspn(digits, "0123456789");
	if (length == 0 || length > DIGITS_MAX ||
		(digits[length] && strcmp(digits + length, COMPRESSED_SUFFIX) != 0))
		return -1;
	return *digits == '0' && length > 1 ? -1 : strtol(digits, NULL, 10);
}
