/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * stap-merge's series. The input is three names, each behind the other with a
 * NUL, whose order has to be one; and the bytes with which a file begins.
 */
#include <stdlib.h>
#include <string.h>

#include "stap-merge/series.h"

#define NAME_MAX_LENGTH 64

/* Takes a name off DATA. */
static size_t take_name(const unsigned char *data, size_t size, char name[NAME_MAX_LENGTH])
{
	size_t length = 0;

	while (length < size && length < NAME_MAX_LENGTH - 1 && data[length])
		length++;
	memcpy(name, data, length);
	name[length] = '\0';
	return length < size ? length + 1 : length;
}

static int sign(int order)
{
	return (order > 0) - (order < 0);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	char name[3][NAME_MAX_LENGTH];
	struct series_file file[3];
	size_t used = 0;
	long number;

	for (unsigned i = 0; i < 3; i++) {
		used += take_name(data + used, size - used, name[i]);
		file[i] = (struct series_file){.name = name[i], .position = i};
		if (series_name(name[i], &number) > strlen(name[i]) || number < -1)
			abort();
	}
	for (unsigned i = 0; i < 3; i++)
		for (unsigned j = 0; j < 3; j++) {
			int one = sign(series_compare(&file[i], &file[j]));

			if (one != -sign(series_compare(&file[j], &file[i])))
				abort();
			if (one == 0 && !series_same(name[i], name[j]))
				abort();
			for (unsigned k = 0; k < 3; k++)
				if (one <= 0 && series_compare(&file[j], &file[k]) <= 0 &&
					series_compare(&file[i], &file[k]) > 0)
					abort();
		}
	char *copy = malloc(size - used ? size - used : 1);
	memcpy(copy, data + used, size - used);
	series_dialect(copy, size - used);
	free(copy);
	return 0;
}
