/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Warnings that were shown stand in a list: scripts have few different ones. */
#include "stapio/warnings.h"

#include <stdlib.h>
#include <string.h>

#define WARNINGS_MAX 1000

struct seen_warning {
	struct seen_warning *next;
	char text[];
};

bool warnings_seen(struct warnings *warnings, const char *text)
{
	size_t size = strlen(text) + 1;

	for (const struct seen_warning *seen = warnings->seen; seen; seen = seen->next)
		if (strcmp(seen->text, text) == 0)
			return true;
	if (warnings->count >= WARNINGS_MAX)
		return false;
	struct seen_warning *warning = malloc(sizeof(*warning) + size);
	if (!warning)
		return false;
	memcpy(warning->text, text, size);
	warning->next = warnings->seen;
	warnings->seen = warning;
	warnings->count++;
	return false;
}

void warnings_forget(struct warnings *warnings)
{
	while (warnings->seen) {
		struct seen_warning *warning = warnings->seen;

		warnings->seen = warning->next;
		free(warning);
	}
	warnings->count = 0;
}
