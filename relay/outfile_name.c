/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of output files, as SystemTap's users and scripts know them. */
#include "relay/outfile_name.h"

#include <stdio.h>
#include <string.h>

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
