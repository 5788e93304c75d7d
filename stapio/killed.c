/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words that are compared are those of systemd.exec(5): SERVICE_RESULT and EXIT_CODE. */
#include "stapio/killed.h"

#include <string.h>

bool killed_left(const char *result, const char *code)
{
	/* Where nothing was started there is no code. */
	if (!result || !code)
		return false;
	return strcmp(code, "killed") == 0 || strcmp(code, "dumped") == 0;
}
