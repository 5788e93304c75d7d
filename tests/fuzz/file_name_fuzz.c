/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Names of output files. The input is four bytes of circumstances and a pattern, as of -o; then,
 * behind a NUL, another file's name. A name that comes out fits, and its number is found again in
 * that of its successor.
 */
#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "relay/outfile_name.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	char name[PATH_MAX], next[PATH_MAX];
	struct tm when = {.tm_year = 126, .tm_mon = 7, .tm_mday = 9, .tm_zone = "UTC"};

	if (size < 4)
		return 0;
	char *pattern = malloc(size - 3);
	memcpy(pattern, data + 4, size - 4);
	pattern[size - 4] = '\0';
	const char *other = pattern + strlen(pattern);
	other += other < pattern + size - 4;
	const struct outfile_naming naming = {
		.pattern = data[0] & 8 ? NULL : pattern,
		.per_cpu = data[0] & 1,
		.background = data[0] & 2,
		.limited = data[0] & 4,
	};
	unsigned number = data[1] | (unsigned)data[2] << 8;
	size_t room = data[3] & 1 ? sizeof(name) : data[3];

	memset(name, 'x', sizeof(name));
	if (outfile_name(name, room, &naming, data[3], number, &when))
		assert(*name && memchr(name, '\0', room));
	else if (room < sizeof(name))
		assert(name[room] == 'x'); /* nothing was written behind it */
	if (outfile_name(name, sizeof(name), &naming, data[3], number + 1, &when) &&
		outfile_name(next, sizeof(next), &naming, data[3], number + 2, &when)) {
		assert(outfile_number(name, name) == (long)number + 1);
		assert(outfile_number(name, next) == (long)number + 2);
	}
	long found = outfile_number(pattern, other);
	assert(found >= -1 && found <= 999999999);
	free(pattern);
	return 0;
}
