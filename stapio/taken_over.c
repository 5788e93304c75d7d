/* SPDX-License-Identifier: GPL-2.0-or-later */
/* FOLDER[,GUARD,BLOCKED], the last in hexadecimal. */
#include "stapio/taken_over.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>

bool taken_over_parse(struct options *options)
{
	const char *text = options->taken_over;
	unsigned long long value[3] = {0};
	int count = 0;
	char *end;

	do {
		if (!isxdigit((unsigned char)*text))
			return false;
		value[count] = strtoull(text, &end, count < 2 ? 10 : 16);
		text = end + 1;
	} while (++count < 3 && *end == ',');
	if (*end || count == 2 || value[0] > INT_MAX || value[1] > INT_MAX)
		return false;
	options->module_folder = (int)value[0];
	options->guard = count == 3 ? (int)value[1] : -1;
	options->blocked = value[2];
	return true;
}
