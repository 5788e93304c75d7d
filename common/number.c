/* SPDX-License-Identifier: GPL-2.0-or-later */
/* strtol(3) takes blanks, a plus sign and what follows a number; this takes the number alone. */
#include "common/number.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool parse_number(const char *text, long minimum, long maximum, long *number)
{
	char *end;

	if (strspn(text, "-0123456789") != strlen(text) || !*text)
		return false;
	errno = 0;
	long value = strtol(text, &end, 10);
	if (errno || *end || end == text || value < minimum || value > maximum)
		return false;
	*number = value;
	return true;
}
