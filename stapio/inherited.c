/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parses the value of -F. */
#include "stapio/inherited.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>

bool taken_over_parse(struct taken_over *taken_over, const char *text)
{
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
	taken_over->folder = count == 1 ? (int)value[0] : -1;
	taken_over->loader = count == 3 ? (int)value[0] : -1;
	taken_over->loader_pid = (pid_t)value[1];
	taken_over->version = 0;
	taken_over->blocked = value[2];
	return true;
}
